// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Objects;

/**
 * The key that is to come out of an unwrapping or a derivation.
 *
 * @param keyClass secret or private
 * @param keyType CKK_*
 * @param bytes length of a secret key where the mechanism does not tell it (CKA_VALUE_LEN), else 0
 * @param description where it lives, what it is called, what it may do
 */
public record KeyOutcome(
    KeyAttributes.KeyClass keyClass, long keyType, int bytes, NewKey description) {

  public KeyOutcome {
    Objects.requireNonNull(keyClass, "keyClass");
    Objects.requireNonNull(description, "description");
  }

  /** A secret key whose length the mechanism tells. */
  public static KeyOutcome secret(long keyType, NewKey description) {
    return secret(keyType, 0, description);
  }

  /** A secret key of {@code bytes} bytes. */
  public static KeyOutcome secret(long keyType, int bytes, NewKey description) {
    return new KeyOutcome(KeyAttributes.KeyClass.SECRET, keyType, bytes, description);
  }

  /** A private key. */
  public static KeyOutcome privateKey(long keyType, NewKey description) {
    return new KeyOutcome(KeyAttributes.KeyClass.PRIVATE, keyType, 0, description);
  }
}
