// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import org.turnlock.pkcs11.constant.Ckk;

/** Which software keys a token could take as which kind of key. */
final class SoftwareKeyKinds {
  private static final Set<Integer> AES_BYTES = Set.of(16, 24, 32);
  private static final int CHACHA20_BYTES = 32;

  private SoftwareKeyKinds() {}

  /**
   * Whether {@code key} has a name, gives its bytes and is of the kind {@code keyType}, a CKK_*.
   */
  static boolean fits(Key key, long keyType) {
    if (key == null || key.getAlgorithm() == null) {
      return false;
    }
    if (key instanceof SecretKey) {
      return "RAW".equals(key.getFormat()) && fitsSecret(key.getAlgorithm(), keyType);
    }
    return key instanceof PrivateKey
        && key.getFormat() != null
        && fitsPrivate(key.getAlgorithm(), keyType);
  }

  /** AES and ChaCha20 keys have a purpose; a MAC is made with any secret, as in the JDK. */
  private static boolean fitsSecret(String algorithm, long keyType) {
    if (keyType == Ckk.AES) {
      return algorithm.equalsIgnoreCase("AES") || algorithm.equalsIgnoreCase("Rijndael");
    }
    if (keyType == Ckk.CHACHA20) {
      return algorithm.toUpperCase(Locale.ROOT).startsWith("CHACHA20");
    }
    return keyType == Ckk.GENERIC_SECRET;
  }

  /** Whether private keys of this JCA name are of this type, a CKK_*. */
  static boolean isOf(String algorithm, long keyType) {
    return fitsPrivate(algorithm, keyType);
  }

  private static boolean fitsPrivate(String algorithm, long keyType) {
    String name = algorithm.toUpperCase(Locale.ROOT);
    if (keyType == Ckk.RSA) {
      return name.equals("RSA") || name.equals("RSASSA-PSS");
    }
    if (keyType == Ckk.EC) {
      return name.equals("EC") || name.equals("ECDSA") || name.equals("ECDH");
    }
    if (keyType == Ckk.EC_EDWARDS) {
      return name.equals("EDDSA") || name.equals("ED25519") || name.equals("ED448");
    }
    if (keyType == Ckk.EC_MONTGOMERY) {
      return name.equals("XDH") || name.equals("X25519") || name.equals("X448");
    }
    if (keyType == Ckk.DH) {
      return name.equals("DH") || name.equals("DIFFIEHELLMAN");
    }
    return (keyType == Ckk.ML_DSA && name.startsWith("ML-DSA"))
        || (keyType == Ckk.ML_KEM && name.startsWith("ML-KEM"));
  }

  /** Ciphers have key lengths of their own; MACs take any. */
  static void checkLength(SecretKey key, long keyType) throws InvalidKeyException {
    byte[] value = key.getEncoded();
    if (value == null) {
      throw new InvalidKeyException("the key does not give its bytes: " + key.getAlgorithm());
    }
    int length = value.length;
    Arrays.fill(value, (byte) 0);
    if (keyType == Ckk.AES && !AES_BYTES.contains(length)) {
      throw new InvalidKeyException("an AES key has 16, 24 or 32 bytes, not " + length);
    }
    if (keyType == Ckk.CHACHA20 && length != CHACHA20_BYTES) {
      throw new InvalidKeyException("a ChaCha20 key has 32 bytes, not " + length);
    }
  }
}
