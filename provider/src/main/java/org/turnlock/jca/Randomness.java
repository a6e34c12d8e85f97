// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.SecureRandom;

/** Random bytes for IVs and salts that the caller does not give. */
public final class Randomness {
  /** Deferred: the first SecureRandom may be this very provider's. */
  private static final class Default {
    static final SecureRandom INSTANCE = new SecureRandom();
  }

  private Randomness() {}

  /** Random bytes, from the caller's generator where there is one. */
  public static byte[] bytes(int length, SecureRandom given) {
    byte[] bytes = new byte[length];
    (given != null ? given : Default.INSTANCE).nextBytes(bytes);
    return bytes;
  }
}
