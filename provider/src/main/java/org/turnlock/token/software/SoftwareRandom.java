// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * The token's source of random bytes: the JDK's own by name, never {@code new SecureRandom()},
 * which may be Turnlock's and come back here.
 */
final class SoftwareRandom {
  private static final SecureRandom SOURCE = open();

  private SoftwareRandom() {}

  /** The generator itself, for whoever wants a {@link SecureRandom}. */
  static SecureRandom source() {
    return SOURCE;
  }

  /** New random bytes. */
  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    SOURCE.nextBytes(bytes);
    return bytes;
  }

  private static SecureRandom open() {
    try {
      return SecureRandom.getInstance("NativePRNG", "SUN");
    } catch (GeneralSecurityException notOnThisPlatform) {
      try {
        return SecureRandom.getInstance("DRBG", "SUN");
      } catch (GeneralSecurityException notThisJdk) {
        return new SecureRandom();
      }
    }
  }
}
