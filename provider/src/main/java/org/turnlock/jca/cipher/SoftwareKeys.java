// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.jca.SoftwarePeers;

/** What {@code Cipher.wrap} and {@code unwrap} carry: keys as bytes, and bytes as keys. */
final class SoftwareKeys {
  private SoftwareKeys() {}

  /** The encoding of a key that is to be wrapped. The caller wipes it. */
  static byte[] encodingOf(Key key) throws InvalidKeyException {
    byte[] encoded = key.getEncoded();
    if (encoded == null || encoded.length == 0) {
      throw new InvalidKeyException(
          "this key of " + key.getAlgorithm() + " gives no encoding that could be wrapped");
    }
    return encoded;
  }

  /**
   * The software key that was wrapped.
   *
   * @param type Cipher.SECRET_KEY, PRIVATE_KEY or PUBLIC_KEY
   */
  static Key decode(byte[] encoded, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    try {
      return switch (type) {
        case Cipher.SECRET_KEY -> secret(encoded, algorithm);
        case Cipher.PRIVATE_KEY ->
            SoftwarePeers.keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        case Cipher.PUBLIC_KEY ->
            SoftwarePeers.keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        default -> throw new InvalidKeyException("unknown type of wrapped key: " + type);
      };
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("what was unwrapped is no key of " + algorithm);
    }
  }

  private static Key secret(byte[] encoded, String algorithm) throws InvalidKeyException {
    if (encoded.length == 0) {
      throw new InvalidKeyException("what was unwrapped is empty");
    }
    return new SecretKeySpec(encoded, algorithm);
  }
}
