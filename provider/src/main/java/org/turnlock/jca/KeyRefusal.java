// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import javax.crypto.SecretKey;

/** Why a key is not taken, in words that say what to do. */
public final class KeyRefusal {
  private KeyRefusal() {}

  /**
   * The exception for {@code key} where a token's key was expected.
   *
   * @param wanted the kind of key, for example {@code an AES key}
   */
  public static InvalidKeyException of(Key key, String wanted) {
    if (key == null) {
      return new InvalidKeyException("no key given: " + wanted + " in a Turnlock token is needed");
    }
    if (key.getFormat() == null) {
      return new InvalidKeyException(
          wanted + " in a Turnlock token is needed, not a key of " + key.getAlgorithm());
    }
    String translator = key instanceof SecretKey ? "SecretKeyFactory" : "KeyFactory";
    return new InvalidKeyException(
        wanted
            + " in a Turnlock token is needed, not a software key of "
            + key.getAlgorithm()
            + ": "
            + translator
            + ".translateKey imports one as a session key");
  }
}
