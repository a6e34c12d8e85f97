// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;

/**
 * Adds and removes certificates. A key's own certificate carries its label and CKA_ID; its issuers
 * carry neither, are stored once, and stay while any key's chain or an alias needs them.
 */
final class ChainWriter {
  private final TokenChange change;

  ChainWriter(TokenChange change) {
    this.change = change;
  }

  /**
   * Stores a key's chain; an empty one, of a secret key, is nothing.
   *
   * @param old the key's certificates so far; those that are not the new leaf are removed
   */
  void store(
      Inventory now,
      List<X509Certificate> chain,
      String label,
      KeyId id,
      List<TokenCertificate> old) {
    if (chain.isEmpty()) {
      return;
    }
    for (X509Certificate issuer : chain.subList(1, chain.size())) {
      if (now.holderOf(issuer).isEmpty()) {
        change.add(issuer, "", KeyId.none());
      }
    }
    X509Certificate leaf = chain.get(0);
    TokenCertificate kept =
        old.stream().filter(one -> one.certificate().equals(leaf)).findFirst().orElse(null);
    if (kept == null) {
      change.add(leaf, label, id);
    } else {
      change.relabel(kept, label);
    }
    for (TokenCertificate superseded : old) {
      if (superseded != kept) {
        change.remove(superseded);
      }
    }
  }

  /**
   * Ends a certificate entry: the certificate goes, unless a chain needs it; then only its alias
   * does.
   *
   * @param issuers those of a chain that is being stored
   */
  void retire(Inventory now, AliasEntry.OfCertificate entry, List<X509Certificate> issuers) {
    if (issuers.contains(entry.certificate())
        || now.keysUnder(entry.certificate()).findAny().isPresent()) {
      change.relabel(entry.object(), "");
    } else {
      change.remove(entry.object());
    }
  }

  /** Removes a key's own certificates; one that has issued others' is kept, as an issuer only. */
  void removeOwn(Inventory now, AliasEntry.OfKey entry) {
    for (TokenCertificate own : entry.certificates()) {
      change.remove(own);
      if (issuesForOthers(now, entry, own.certificate())) {
        change.add(own.certificate(), "", KeyId.none());
      }
    }
  }

  void remove(List<TokenCertificate> objects) {
    objects.forEach(change::remove);
  }

  /**
   * The issuers that only this key's chain needs.
   *
   * @param needed certificates of the chain that takes its place
   */
  static List<TokenCertificate> issuersOnlyOf(
      Inventory now, AliasEntry.OfKey entry, List<X509Certificate> needed) {
    List<TokenCertificate> only = new ArrayList<>();
    for (TokenCertificate issuer : now.chainOf(entry).stream().skip(1).toList()) {
      if (issuer.label().isEmpty()
          && issuer.id().isNone()
          && !needed.contains(issuer.certificate())
          && !issuesForOthers(now, entry, issuer.certificate())) {
        only.add(issuer);
      }
    }
    return only;
  }

  /**
   * Whether others may have stored certificates under this one since the last look: certification
   * authorities only issue.
   */
  static boolean mayIssue(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0 || certificate.getVersion() < 3;
  }

  private static boolean issuesForOthers(
      Inventory now, AliasEntry.OfKey entry, X509Certificate certificate) {
    return now.keysUnder(certificate).anyMatch(key -> !key.alias().equals(entry.alias()));
  }
}
