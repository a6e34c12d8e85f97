// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

/**
 * A key in a token, as an identity rather than a handle: it stays good across a logout, a lost
 * connection and a re-opened token as long as the key itself exists. Implementations carry what
 * their token needs to find it again.
 */
public interface TokenKey {
  /** The token that holds the key. */
  Token token();

  /** What is known of the key without asking the token. */
  KeyAttributes attributes();

  /** Whether it is a session key that is known to be gone, without asking the token. */
  default boolean isLost() {
    return false;
  }
}
