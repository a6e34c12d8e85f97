// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * AES-256-GCM in one call: init with a new IV, then doFinal. Never in two: SunPKCS11 loses data
 * there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AesGcmBenchmark {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;
  private static final byte[] KEY = randomBytes(32);

  @Param({
    Backends.TURNLOCK_SOFTHSM,
    Backends.SUNPKCS11_SOFTHSM,
    Backends.TURNLOCK_NSS,
    Backends.SUNPKCS11_NSS,
    Backends.TURNLOCK_SOFTWARE,
    Backends.JDK
  })
  String backend;

  @Param({"64", "1024", "16384"})
  int size;

  private final ByteBuffer iv = ByteBuffer.allocate(12);
  private SecretKey key;
  private Cipher encryption;
  private Cipher decryption;
  private byte[] plaintext;
  private byte[] ciphertext;
  private GCMParameterSpec ciphertextIv;
  private long messages;

  /** Made by JMH. */
  public AesGcmBenchmark() {}

  /** Opens the backend, and checks its results against the JDK's. */
  @Setup
  public void open() throws GeneralSecurityException {
    Backend measured = Backends.open(backend);
    key = measured.aesKey(KEY);
    encryption = measured.cipher(TRANSFORMATION);
    decryption = measured.cipher(TRANSFORMATION);
    plaintext = randomBytes(size);
    messages = Thread.currentThread().getId() << 40;
    ciphertext = encrypt();
    ciphertextIv = parameters();
    Cipher reference = Cipher.getInstance(TRANSFORMATION, "SunJCE");
    reference.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), ciphertextIv);
    if (!Arrays.equals(reference.doFinal(plaintext), ciphertext)) {
      throw new IllegalStateException(backend + " does not encrypt as SunJCE does");
    }
    if (!Arrays.equals(decrypt(), plaintext)) {
      throw new IllegalStateException(backend + " does not decrypt what it encrypted");
    }
  }

  /** One message under a new IV. */
  @Benchmark
  public byte[] encrypt() throws GeneralSecurityException {
    iv.putLong(4, ++messages);
    encryption.init(Cipher.ENCRYPT_MODE, key, parameters());
    return encryption.doFinal(plaintext);
  }

  /** One message. */
  @Benchmark
  public byte[] decrypt() throws GeneralSecurityException {
    decryption.init(Cipher.DECRYPT_MODE, key, ciphertextIv);
    return decryption.doFinal(ciphertext);
  }

  private GCMParameterSpec parameters() {
    return new GCMParameterSpec(TAG_BITS, iv.array());
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
