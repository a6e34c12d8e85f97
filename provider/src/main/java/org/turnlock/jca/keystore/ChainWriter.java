// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenObjects;

/**
 * Adds and removes certificates, each step noted for undoing. A key's own certificate carries its
 * label and CKA_ID; its issuers carry neither, are stored once, and stay while any key's chain or
 * an alias needs them.
 */
final class ChainWriter {
  private final TokenObjects objects;

  ChainWriter(TokenObjects objects) {
    this.objects = objects;
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
      List<TokenCertificate> old,
      Undo undo) {
    if (chain.isEmpty()) {
      return;
    }
    for (X509Certificate issuer : chain.subList(1, chain.size())) {
      if (now.holderOf(issuer).isEmpty()) {
        add(issuer, "", KeyId.none(), undo);
      }
    }
    X509Certificate leaf = chain.get(0);
    TokenCertificate kept =
        old.stream().filter(one -> one.certificate().equals(leaf)).findFirst().orElse(null);
    if (kept == null) {
      add(leaf, label, id, undo);
    } else {
      relabel(kept, label, undo);
    }
    for (TokenCertificate superseded : old) {
      if (superseded != kept) {
        remove(superseded, undo);
      }
    }
  }

  /** Adds a certificate. */
  void add(X509Certificate certificate, String label, KeyId id, Undo undo) {
    TokenCertificate added = objects.addCertificate(certificate, label, id.bytes());
    undo.note(() -> objects.destroy(added));
  }

  /** Gives a certificate another label. */
  void relabel(TokenCertificate object, String label, Undo undo) {
    String before = object.label();
    if (!before.equals(label)) {
      objects.relabel(object, label);
      undo.note(() -> objects.relabel(object, before));
    }
  }

  /** Removes a certificate. */
  void remove(TokenCertificate object, Undo undo) {
    objects.destroy(object);
    undo.note(
        () -> objects.addCertificate(object.certificate(), object.label(), object.id().bytes()));
  }

  /**
   * Ends a certificate entry: the certificate goes, unless a chain needs it; then only its alias
   * does.
   *
   * @param issuers those of a chain that is being stored
   */
  void retire(
      Inventory now, AliasEntry.OfCertificate entry, List<X509Certificate> issuers, Undo undo) {
    if (issuers.contains(entry.certificate())
        || now.keys().anyMatch(key -> issues(now, key, entry.certificate()))) {
      relabel(entry.object(), "", undo);
    } else {
      remove(entry.object(), undo);
    }
  }

  /**
   * The issuers that only this key's chain needs.
   *
   * @param needed certificates of the chain that takes its place
   */
  List<TokenCertificate> issuersOnlyOf(
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

  /** Removes a key's own certificates; one that has issued others' is kept, as an issuer only. */
  void removeOwn(Inventory now, AliasEntry.OfKey entry, Undo undo) {
    for (TokenCertificate own : entry.certificates()) {
      remove(own, undo);
      if (issuesForOthers(now, entry, own.certificate())) {
        add(own.certificate(), "", KeyId.none(), undo);
      }
    }
  }

  private static boolean issuesForOthers(
      Inventory now, AliasEntry.OfKey entry, X509Certificate certificate) {
    return now.keys()
        .filter(key -> !key.alias().equals(entry.alias()))
        .anyMatch(key -> issues(now, key, certificate));
  }

  private static boolean issues(Inventory now, AliasEntry.OfKey key, X509Certificate certificate) {
    return now.chainOf(key).stream()
        .skip(1)
        .anyMatch(issuer -> issuer.certificate().equals(certificate));
  }
}
