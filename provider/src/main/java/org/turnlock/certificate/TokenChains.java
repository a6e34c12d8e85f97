// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenObjects;

/**
 * Certificate chains of keys in a token, as the KeyStore keeps them: a key's own certificate has
 * its label and CKA_ID; its issuers have neither and are stored once for all.
 */
public final class TokenChains {
  private static final Comparator<TokenCertificate> NEWEST_FIRST =
      Comparator.comparing(
          (TokenCertificate object) -> object.certificate().getNotBefore(),
          Comparator.reverseOrder());

  private final Token token;

  public TokenChains(Token token) {
    this.token = token;
  }

  private TokenObjects objects() {
    return token.objects();
  }

  /** The certificate in use of a key, the newest; empty if it has none. */
  public Optional<X509Certificate> leaf(KeyId id) {
    return own(id).stream().min(NEWEST_FIRST).map(TokenCertificate::certificate);
  }

  private List<TokenCertificate> own(KeyId id) {
    return objects().find(new ObjectQuery.Identified(id)).certificates();
  }

  /** A certificate and its issuers, as far as the token has them. Reads all certificates. */
  public List<X509Certificate> chainOf(X509Certificate leaf) {
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    if (IssuedChain.isSelfSigned(leaf)) {
      return chain;
    }
    List<X509Certificate> all =
        objects().certificates().stream()
            .map(TokenCertificate::certificate)
            .sorted(Comparator.comparing(X509Certificate::getNotAfter).reversed())
            .toList();
    Optional<X509Certificate> next = issuer(leaf, chain, all);
    while (next.isPresent()) {
      chain.add(next.get());
      next =
          IssuedChain.isSelfSigned(next.get()) ? Optional.empty() : issuer(next.get(), chain, all);
    }
    return List.copyOf(chain);
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> chain, List<X509Certificate> all) {
    X500Principal name = certificate.getIssuerX500Principal();
    return all.stream()
        .filter(one -> one.getSubjectX500Principal().equals(name))
        .filter(one -> !chain.contains(one) && IssuedChain.isSigned(certificate, one))
        .findFirst();
  }

  /**
   * Makes {@code chain} that of a key. What it replaces goes last, so that a key that had a chain
   * has one at any moment.
   *
   * @param label of the key
   */
  public void store(KeyId id, String label, List<X509Certificate> chain) {
    for (X509Certificate issuer : chain.subList(1, chain.size())) {
      if (objects().find(new ObjectQuery.Holding(issuer)).certificates().isEmpty()) {
        objects().addCertificate(issuer, "", KeyId.none().bytes());
      }
    }
    X509Certificate leaf = chain.get(0);
    List<TokenCertificate> before = own(id);
    if (before.stream().noneMatch(one -> one.certificate().equals(leaf))) {
      objects().addCertificate(leaf, label, id.bytes());
    }
    for (TokenCertificate old : before) {
      if (!old.certificate().equals(leaf)) {
        objects().destroy(old);
      }
    }
  }
}
