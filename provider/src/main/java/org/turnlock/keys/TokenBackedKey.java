// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import org.turnlock.token.TokenKey;

/**
 * A JCA key whose bytes stay in a token: {@code getEncoded()} and {@code getFormat()} are null. It
 * stands for one key in the token, or for a managed key, whose versions take turns.
 */
public sealed interface TokenBackedKey extends VersionedKey
    permits TokenSecretKey, TokenPrivateKey {

  /** Where the key is found in its token. */
  @Override
  KeySource source();

  @Override
  TokenBackedKey with(KeySource other);

  /** The key in its token; of a managed key, the current version. */
  default TokenKey tokenKey() {
    return source().tokenKey();
  }
}
