// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.TokenKey;

/** What {@code Cipher.wrap} encrypts where the wrapping is done in Java. */
public final class WrappableKeys {
  private WrappableKeys() {}

  /**
   * The encoding of a software key, or the value of a token's secret key that may be read in clear;
   * of a managed one, its current version's. The caller wipes it.
   *
   * @param operations tell of a refusal
   * @throws InvalidKeyException if the key stays in its token, or may not be used now
   */
  public static byte[] encodingOf(Key key, KeyOperations operations) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no key given to wrap");
    }
    byte[] encoded =
        key instanceof TokenBackedKey own ? valueOf(operations.toBeWrapped(own)) : key.getEncoded();
    if (encoded == null || encoded.length == 0) {
      throw new InvalidKeyException(
          "this key of " + key.getAlgorithm() + " gives no encoding that could be wrapped");
    }
    return encoded;
  }

  /** The value, where attributes and value are those of one object. */
  private static byte[] valueOf(TokenBackedKey key) throws InvalidKeyException {
    TokenKey target = key.tokenKey();
    KeyAttributes attributes = target.attributes();
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
    return target.token().objects().value(target);
  }
}
