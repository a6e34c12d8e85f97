// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;

/**
 * Software key factories, asked for by provider name so that a look-up never comes back to
 * Turnlock: the JDK's, and Bouncy Castle's where this JDK has none.
 */
public final class SoftwareKeyFactories {
  private SoftwareKeyFactories() {}

  /**
   * The factory of software keys.
   *
   * @param algorithm {@code RSA}, {@code EC}, {@code Ed25519}, {@code ML-DSA}
   */
  public static KeyFactory of(String algorithm) {
    try {
      return SoftwarePeers.keyFactory(algorithm);
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no software KeyFactory for " + algorithm, e);
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
