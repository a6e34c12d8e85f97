// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.turnlock.token.TokenCertificate;

/**
 * Certificate chains built from the certificates in a token: each next one has the issuer's name
 * and has verifiably signed the one before. Of several issuers the one that is valid longest wins.
 */
final class IssuerChains {
  private final List<TokenCertificate> all;
  private final VerifiedSignatures signatures;
  private Map<X500Principal, List<TokenCertificate>> bySubject;
  private Map<X500Principal, List<TokenCertificate>> byIssuer;

  IssuerChains(List<TokenCertificate> all, VerifiedSignatures signatures) {
    this.all = all;
    this.signatures = signatures;
  }

  /** Made when the first chain is asked for: most changes of a KeyStore need none. */
  private synchronized Map<X500Principal, List<TokenCertificate>> bySubject() {
    if (bySubject == null) {
      bySubject = by(X509Certificate::getSubjectX500Principal);
      Comparator<TokenCertificate> longestFirst =
          Comparator.comparing(certificate -> certificate.certificate().getNotAfter());
      bySubject.values().forEach(issuers -> issuers.sort(longestFirst.reversed()));
    }
    return bySubject;
  }

  private synchronized Map<X500Principal, List<TokenCertificate>> byIssuer() {
    if (byIssuer == null) {
      byIssuer = by(X509Certificate::getIssuerX500Principal);
    }
    return byIssuer;
  }

  private Map<X500Principal, List<TokenCertificate>> by(
      Function<X509Certificate, X500Principal> name) {
    Map<X500Principal, List<TokenCertificate>> named = new HashMap<>();
    for (TokenCertificate object : all) {
      named.computeIfAbsent(name.apply(object.certificate()), it -> new ArrayList<>()).add(object);
    }
    return named;
  }

  /** {@code leaf} and its issuers, as far as the token has them. */
  List<TokenCertificate> chainOf(TokenCertificate leaf) {
    List<TokenCertificate> chain = new ArrayList<>();
    for (TokenCertificate next = leaf; next != null; next = issuerOf(next, chain)) {
      chain.add(next);
    }
    return List.copyOf(chain);
  }

  /**
   * The certificates that can have this one in their chain: all that is under it by the issuers'
   * names alone.
   */
  Set<X509Certificate> below(X509Certificate issuer) {
    Set<X509Certificate> below = new HashSet<>();
    Deque<X509Certificate> open = new ArrayDeque<>(List.of(issuer));
    while (!open.isEmpty()) {
      X500Principal name = open.pop().getSubjectX500Principal();
      for (TokenCertificate issued : byIssuer().getOrDefault(name, List.of())) {
        if (below.add(issued.certificate())) {
          open.push(issued.certificate());
        }
      }
    }
    return below;
  }

  /** The issuer, unless the certificate is its own or the issuer is in the chain already. */
  private TokenCertificate issuerOf(TokenCertificate object, List<TokenCertificate> chain) {
    X509Certificate certificate = object.certificate();
    X500Principal issuer = certificate.getIssuerX500Principal();
    if (issuer.equals(certificate.getSubjectX500Principal())
        && signatures.signed(certificate, certificate)) {
      return null;
    }
    for (TokenCertificate candidate : bySubject().getOrDefault(issuer, List.of())) {
      if (!contains(chain, candidate) && signatures.signed(candidate.certificate(), certificate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean contains(List<TokenCertificate> chain, TokenCertificate candidate) {
    return chain.stream().anyMatch(one -> one.certificate().equals(candidate.certificate()));
  }
}
