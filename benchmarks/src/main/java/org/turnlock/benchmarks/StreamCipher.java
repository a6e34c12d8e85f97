// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.benchmarks.backend.Backend;

/** A cipher that gives its output while it takes its input, with its key and its IV. */
final class StreamCipher {
  private static final byte[] KEY = Data.bytes(32);
  private static final AlgorithmParameterSpec IV = new IvParameterSpec(Data.bytes(16));

  private final String transformation;
  private final AlgorithmParameterSpec parameters;
  private final Cipher cipher;
  private final SecretKey key;

  private StreamCipher(
      String transformation, AlgorithmParameterSpec parameters, Cipher cipher, SecretKey key) {
    this.transformation = transformation;
    this.parameters = parameters;
    this.cipher = cipher;
    this.key = key;
  }

  /** The cipher with a benchmark's name. */
  static StreamCipher of(String name, Backend backend)
      throws GeneralSecurityException, IOException {
    return switch (name) {
      case "aes-ctr" -> aes("AES/CTR/NoPadding", backend);
      case "aes-cbc" -> aes("AES/CBC/NoPadding", backend);
      case "sealed" ->
          new StreamCipher(
              SealedBenchmark.TRANSFORMATION,
              null,
              backend.storedKeysCipher(SealedBenchmark.TRANSFORMATION),
              ManagedKey.of(backend));
      default -> throw new IllegalArgumentException("no cipher for streams: " + name);
    };
  }

  private static StreamCipher aes(String transformation, Backend backend)
      throws GeneralSecurityException {
    return new StreamCipher(
        transformation, IV, backend.cipher(transformation), backend.aesKey(KEY));
  }

  /** Whether any bytes are a ciphertext. */
  boolean decryptsAnything() {
    return parameters != null;
  }

  Cipher forEncryption() throws GeneralSecurityException {
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
    return cipher;
  }

  Cipher forDecryption() throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    return cipher;
  }

  /** The same cipher of other software, for encryption. */
  Cipher referenceOf(Backend other) throws GeneralSecurityException {
    Cipher reference = other.cipher(transformation);
    reference.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), parameters);
    return reference;
  }
}
