// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Who computes AES, HMAC and digests: the JDK's SunJCE and SUN, whose AES and GHASH run on the
 * processor's own instructions (ten times Bouncy Castle's speed), and Bouncy Castle where a Java
 * runtime has none of that name. Always named, so that a call never comes back to Turnlock.
 */
final class Primitives {
  private static final Provider CIPHERS = named("SunJCE");

  private Primitives() {}

  /** The provider of Cipher and Mac. */
  static Provider ciphers() {
    return CIPHERS;
  }

  private static Provider named(String name) {
    Provider provider = Security.getProvider(name);
    return provider != null ? provider : bouncyCastle();
  }

  /** Bouncy Castle, not registered with the JVM. */
  static Provider bouncyCastle() {
    return BouncyCastle.PROVIDER;
  }

  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
