// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.jca.SoftwarePeers;

/** Which certificates have signed which: each pair is verified once, and the answer kept. */
final class VerifiedSignatures {
  private record Pair(X509Certificate issuer, X509Certificate certificate) {}

  private final Map<Pair, Boolean> answers = new ConcurrentHashMap<>();

  boolean signed(X509Certificate issuer, X509Certificate certificate) {
    return answers.computeIfAbsent(
        new Pair(issuer, certificate), pair -> verifies(issuer, certificate));
  }

  /** Checked by the JDK, or by Bouncy Castle for keys and algorithms that the JDK has dropped. */
  private static boolean verifies(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return verifiesBeyondTheJdk(issuer, certificate);
    }
  }

  private static boolean verifiesBeyondTheJdk(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(
          KeyCertificates.readable(issuer.getPublicKey()), SoftwarePeers.bouncyCastle());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
