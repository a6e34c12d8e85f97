// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The PIN with which this process is logged in to a slot, shared by all that use the slot through
 * Turnlock: a token that is logged in already accepts any PIN, so the second login is checked here.
 */
final class KnownPin {
  private byte[] pin;
  private int users;

  /** One more token object uses the slot. */
  synchronized void enter() {
    users++;
  }

  /** One less; the last one forgets. */
  synchronized void leave() {
    users--;
    if (users == 0) {
      forget();
    }
  }

  /** Whether {@code candidate} contradicts what is known. */
  synchronized boolean contradicts(byte[] candidate) {
    return pin != null && candidate != null && !MessageDigest.isEqual(pin, candidate);
  }

  synchronized boolean isKnown() {
    return pin != null;
  }

  synchronized void learn(byte[] proved) {
    forget();
    pin = proved.clone();
  }

  synchronized void forget() {
    if (pin != null) {
      Arrays.fill(pin, (byte) 0);
      pin = null;
    }
  }
}
