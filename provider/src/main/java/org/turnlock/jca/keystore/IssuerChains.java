// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.token.TokenCertificate;

/**
 * Certificate chains built from the certificates in a token: each next one has the issuer's name
 * and has verifiably signed the one before. Of several issuers the one that is valid longest wins.
 */
final class IssuerChains {
  private final Map<X500Principal, List<TokenCertificate>> bySubject = new HashMap<>();

  IssuerChains(List<TokenCertificate> all) {
    for (TokenCertificate certificate : all) {
      bySubject
          .computeIfAbsent(
              certificate.certificate().getSubjectX500Principal(), name -> new ArrayList<>())
          .add(certificate);
    }
    Comparator<TokenCertificate> longestFirst =
        Comparator.comparing(certificate -> certificate.certificate().getNotAfter());
    bySubject.values().forEach(issuers -> issuers.sort(longestFirst.reversed()));
  }

  /** {@code leaf} and its issuers, as far as the token has them. */
  List<TokenCertificate> chainOf(TokenCertificate leaf) {
    List<TokenCertificate> chain = new ArrayList<>();
    for (TokenCertificate next = leaf; next != null; next = issuerOf(next, chain)) {
      chain.add(next);
    }
    return List.copyOf(chain);
  }

  /** The issuer, unless the certificate is its own or the issuer is in the chain already. */
  private TokenCertificate issuerOf(TokenCertificate object, List<TokenCertificate> chain) {
    X509Certificate certificate = object.certificate();
    X500Principal issuer = certificate.getIssuerX500Principal();
    if (issuer.equals(certificate.getSubjectX500Principal()) && signed(certificate, certificate)) {
      return null;
    }
    for (TokenCertificate candidate : bySubject.getOrDefault(issuer, List.of())) {
      if (!contains(chain, candidate) && signed(candidate.certificate(), certificate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean contains(List<TokenCertificate> chain, TokenCertificate candidate) {
    return chain.stream().anyMatch(one -> one.certificate().equals(candidate.certificate()));
  }

  /** Checked by the JDK, or by Bouncy Castle for keys and algorithms that the JDK has dropped. */
  private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return signedBeyondTheJdk(issuer, certificate);
    }
  }

  private static boolean signedBeyondTheJdk(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(
          KeyCertificates.readable(issuer.getPublicKey()), SoftwarePeers.bouncyCastle());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
