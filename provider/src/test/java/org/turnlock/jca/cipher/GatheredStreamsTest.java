// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.AllocatedBytes;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.provider.TurnlockProvider;

/**
 * The JDK's cipher streams over messages that are gathered: what they allocate grows with the
 * message, not with its square. JDK 17 gives 512 bytes at a time, so that exact answers would make
 * 17 GB of arrays of these 4 MiB.
 */
class GatheredStreamsTest {
  private static final int LENGTH = 4 << 20;
  private static final long AT_MOST = 24L * LENGTH;

  private final byte[] message = new byte[LENGTH];
  private TurnlockProvider provider;

  @BeforeEach
  void open(@TempDir Path directory) {
    provider = TurnlockBackends.softwareProvider(directory);
    new Random(LENGTH).nextBytes(message);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void gcm() throws Exception {
    carries("AES/GCM/NoPadding", KeyGenerator.getInstance("AES", provider).generateKey());
  }

  @Test
  void sealed() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(ManagedKeySpec.builder("sealing").build());
    carries("TurnlockSealed", generator.generateKey());
  }

  private void carries(String transformation, Key key) throws Exception {
    Cipher cipher = Cipher.getInstance(transformation, provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    AlgorithmParameters parameters = cipher.getParameters();
    long start = AllocatedBytes.byThisThread();
    byte[] ciphertext = written(cipher);
    assertThat(AllocatedBytes.byThisThread() - start).as("written").isLessThan(AT_MOST);

    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    start = AllocatedBytes.byThisThread();
    byte[] plaintext = read(cipher, ciphertext);
    assertThat(AllocatedBytes.byThisThread() - start).as("read").isLessThan(AT_MOST);
    assertThat(plaintext).isEqualTo(message);
  }

  private byte[] written(Cipher cipher) throws IOException {
    ByteArrayOutputStream collected = new ByteArrayOutputStream(2 * LENGTH);
    try (OutputStream out = new CipherOutputStream(collected, cipher)) {
      for (int at = 0; at < LENGTH; at += 1000) {
        out.write(message, at, Math.min(1000, LENGTH - at));
      }
    }
    return collected.toByteArray();
  }

  private static byte[] read(Cipher cipher, byte[] ciphertext) throws IOException {
    try (InputStream in = new CipherInputStream(new ByteArrayInputStream(ciphertext), cipher)) {
      return in.readAllBytes();
    }
  }
}
