// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.Key;
import org.turnlock.token.TokenKey;

/** A JCA key whose bytes stay in a token: {@code getEncoded()} and {@code getFormat()} are null. */
public sealed interface TokenBackedKey extends Key permits TokenSecretKey, TokenPrivateKey {

  /** The key in its token. */
  TokenKey tokenKey();
}
