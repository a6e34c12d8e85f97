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
    return new InvalidKeyException(
        wanted
            + " in a Turnlock token is needed, not a software key of "
            + key.getAlgorithm()
            + ": "
            + translateKey(key)
            + " imports one as a session key");
  }

  /** The exception for a software key of the right kind that the rule keeps out of the token. */
  public static InvalidKeyException of(Key key, SoftwareKeyRule rule) {
    if (key == null || key.getFormat() == null) {
      return new InvalidKeyException(
          key == null
              ? "no key given"
              : "no provider works with this key of " + key.getAlgorithm());
    }
    return new InvalidKeyException(
        "a software key of "
            + key.getAlgorithm()
            + " is not imported "
            + (rule == SoftwareKeyRule.REFUSE
                ? "in silence: the configuration says implicitImport = refuse; "
                : "where no provider was named: name Turnlock, or ")
            + translateKey(key)
            + " imports it as a session key");
  }

  private static String translateKey(Key key) {
    return (key instanceof SecretKey ? "SecretKeyFactory" : "KeyFactory") + ".translateKey";
  }
}
