// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;

/** What {@code Cipher.wrap} encrypts where the wrapping is done in Java. */
public final class WrappableKeys {
  private WrappableKeys() {}

  /**
   * The encoding of a software key, or the value of a token's secret key that may be read in clear.
   * The caller wipes it.
   */
  public static byte[] encodingOf(Key key) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no key given to wrap");
    }
    byte[] encoded = key instanceof TokenBackedKey own ? valueOf(own) : key.getEncoded();
    if (encoded == null || encoded.length == 0) {
      throw new InvalidKeyException(
          "this key of " + key.getAlgorithm() + " gives no encoding that could be wrapped");
    }
    return encoded;
  }

  /** Whether a token's key is one whose value may be read in clear. */
  private static byte[] valueOf(TokenBackedKey key) throws InvalidKeyException {
    KeyAttributes attributes = key.tokenKey().attributes();
    if (attributes.keyClass() != KeyAttributes.KeyClass.SECRET
        || attributes.sensitive()
        || !attributes.extractable()) {
      throw new InvalidKeyException(
          "the key stays in its token: "
              + (attributes.extractable() ? "it is sensitive" : "it is not extractable")
              + ", and this cipher cannot wrap there ("
              + key
              + ")");
    }
    return key.tokenKey().token().objects().value(key.tokenKey());
  }
}
