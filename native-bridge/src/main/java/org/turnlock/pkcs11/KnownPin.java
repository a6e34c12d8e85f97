// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What this process knows of a slot's PIN, shared by all that use the slot through Turnlock: the
 * one with which it is logged in (a token that is logged in already accepts any PIN, so the second
 * login is checked here), and the one that the token has refused, which is not tried again unasked.
 */
final class KnownPin {
  private byte[] pin;
  private byte[] refused;
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
      refused = wiped(refused);
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
    if (isRefused(proved)) {
      refused = wiped(refused);
    }
  }

  synchronized void forget() {
    pin = wiped(pin);
  }

  /** The token has refused {@code wrong}; each further try would bring it nearer to its lock. */
  synchronized void refuse(byte[] wrong) {
    wiped(refused);
    refused = wrong.clone();
  }

  /** Whether the token has refused {@code candidate}, and has not accepted it since. */
  synchronized boolean isRefused(byte[] candidate) {
    return refused != null && MessageDigest.isEqual(refused, candidate);
  }

  private static byte[] wiped(byte[] secret) {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
    return null;
  }
}
