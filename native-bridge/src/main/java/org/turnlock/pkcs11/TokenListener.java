// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * Is told what a token has lost and got back by itself, in the middle of other work. Must not wait,
 * nor throw, nor use the token.
 */
public interface TokenListener {
  /** Is told nothing. */
  TokenListener NONE =
      new TokenListener() {
        @Override
        public void loggedIn(RuntimeException failure) {}

        @Override
        public void sessionsLost(String answer, RuntimeException failure) {}
      };

  /**
   * A login that nobody has asked for: with the PIN of the configured source or the last login.
   *
   * @param failure null if it succeeded
   */
  void loggedIn(RuntimeException failure);

  /**
   * All sessions were lost; new ones are opened as they are needed. Once for each loss.
   *
   * @param answer of the token, for example {@code CKR_DEVICE_REMOVED}
   * @param failure why nobody could be logged in again; null if that was done or not needed
   */
  void sessionsLost(String answer, RuntimeException failure);
}
