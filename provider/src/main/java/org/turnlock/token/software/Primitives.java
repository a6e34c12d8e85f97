// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Who computes AES and HMAC: the JDK's SunJCE, whose AES, GHASH and SHA run on the processor's own
 * instructions (constant time, and many times Bouncy Castle's speed), and Bouncy Castle where a
 * Java runtime lacks it. Always named, so that a call never comes back to Turnlock.
 */
final class Primitives {
  private static final Provider CIPHERS = sunJceOrBouncyCastle();

  private Primitives() {}

  /** The provider of Cipher and Mac. */
  static Provider ciphers() {
    return CIPHERS;
  }

  private static Provider sunJceOrBouncyCastle() {
    Provider sun = Security.getProvider("SunJCE");
    boolean complete = // a JDK in FIPS mode has a SunJCE without ciphers
        sun != null
            && sun.getService("Cipher", "AES/GCM/NoPadding") != null
            && sun.getService("Mac", "HmacSHA256") != null;
    return complete ? sun : bouncyCastle();
  }

  /** Bouncy Castle, not registered with the JVM. */
  static Provider bouncyCastle() {
    return BouncyCastle.PROVIDER;
  }

  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
