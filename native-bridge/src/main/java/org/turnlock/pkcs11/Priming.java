// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * What a session is ready for: an operation that stays active in it, so that each message or part
 * takes one call (PKCS#11 3.1, sections 5.8 to 5.11).
 *
 * @param key the handle of the key
 * @param epoch in which the handle was good
 * @param encrypt whether it encrypts
 * @param next by what an operation of its own would begin with the next part; null for messages
 * @param since System.nanoTime before its beginning
 */
record Priming(long key, long epoch, boolean encrypt, Mechanism next, long since) {
  /**
   * After so long the token is asked anew whether the key may be used: other code may have
   * destroyed it, or logged out.
   */
  static final long GOOD_FOR_NANOS = 1_000_000_000;

  /** Whether a message, or a part that would begin by {@code wanted}, can be sent at once. */
  boolean serves(long wantedKey, long wantedEpoch, boolean encrypts, Mechanism wanted) {
    return key == wantedKey
        && epoch == wantedEpoch
        && encrypt == encrypts
        && (wanted == null ? next == null : next != null && wanted.isSameAs(next));
  }

  boolean isFresh() {
    return System.nanoTime() - since < GOOD_FOR_NANOS;
  }
}
