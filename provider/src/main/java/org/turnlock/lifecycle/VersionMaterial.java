// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.PublicKey;
import java.util.Optional;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** Where the key of a new version comes from: the token makes it, or it is imported. */
@FunctionalInterface
interface VersionMaterial<E extends Exception> {
  /**
   * Makes the key in the token.
   *
   * @param description its label, its CKA_ID, its uses
   */
  Made make(ManagedKeyKind kind, NewKey description) throws E;

  /**
   * A key of the token that was just made.
   *
   * @param publicKey the public half of a pair, where the token tells it
   */
  record Made(TokenKey key, Optional<PublicKey> publicKey) {}
}
