// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * What a session is ready for: a message operation that stays active in it (PKCS#11 3.1, sections
 * 5.9 and 5.11), so that each message takes one call.
 *
 * @param key the handle of the key
 * @param epoch in which the handle was good
 * @param encrypt whether it encrypts
 * @param since System.nanoTime of its beginning
 */
record Priming(long key, long epoch, boolean encrypt, long since) {
  /**
   * After so long the token is asked anew whether the key may be used: other code may have
   * destroyed it, or logged out.
   */
  private static final long GOOD_FOR_NANOS = 1_000_000_000;

  /** Whether a message can be sent at once. */
  boolean serves(long wantedKey, long wantedEpoch, boolean encrypts) {
    return key == wantedKey && epoch == wantedEpoch && encrypt == encrypts;
  }

  boolean isFresh() {
    return System.nanoTime() - since < GOOD_FOR_NANOS;
  }
}
