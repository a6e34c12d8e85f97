// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;

/**
 * The JDK's own KeyFactory for RSA and EC, asked for by provider name so that a look-up never comes
 * back to Turnlock; Bouncy Castle's on a runtime image without it.
 */
public final class SoftwareKeyFactories {
  private SoftwareKeyFactories() {}

  /**
   * The factory of software keys.
   *
   * @param algorithm {@code RSA} or {@code EC}
   */
  public static KeyFactory of(String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm, algorithm.equals("EC") ? "SunEC" : "SunRsaSign");
    } catch (GeneralSecurityException e) {
      return fallback(algorithm);
    }
  }

  /** Bouncy Castle's factory, which knows curves that the JDK has dropped. */
  public static KeyFactory fallback(String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm, SoftwarePeers.bouncyCastle());
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software KeyFactory for " + algorithm, e);
    }
  }
}
