// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.TokenKey;

/**
 * A token's key and the JCA key that stands for it, which is worked out once.
 *
 * @param jcaKey null for a key that has no JCA form
 */
record KnownKey(TokenKey key, TokenBackedKey jcaKey) {

  static KnownKey of(TokenKey key) {
    try {
      return new KnownKey(key, Keys.of(key));
    } catch (InvalidKeyException e) {
      return new KnownKey(key, null);
    }
  }

  KeyAttributes attributes() {
    return key.attributes();
  }

  /** Whether all that is known of two keys is the same: for keys without a CKA_ID. */
  static boolean alike(TokenKey one, TokenKey other) {
    KeyAttributes left = one.attributes();
    KeyAttributes right = other.attributes();
    return one.token() == other.token()
        && left.id().equals(right.id())
        && left.label().equals(right.label())
        && left.keyClass() == right.keyClass()
        && left.keyType() == right.keyType()
        && left.resident() == right.resident()
        && left.bits() == right.bits();
  }
}
