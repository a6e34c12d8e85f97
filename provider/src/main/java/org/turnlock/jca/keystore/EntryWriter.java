// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * Changes to a KeyStore's entries, in the token at once. Each change is whole or, if a step fails,
 * taken back. No key is ever overwritten: one whose alias is given to another key keeps on under
 * {@code alias#CKA_ID}.
 */
final class EntryWriter {
  private final JcaContext context;
  private final TokenObjects objects;
  private final ChainWriter chains;
  private final LeafCheck leafCheck;

  EntryWriter(JcaContext context) {
    this.context = context;
    this.objects = context.token().objects();
    this.chains = new ChainWriter(objects);
    this.leafCheck = new LeafCheck(context);
  }

  /**
   * Gives a key an alias. A session key is copied to a token object, a software key is imported, a
   * token object is renamed: one key has one alias. An alias that is in use changes hands only when
   * the new key is in the token.
   *
   * @param chain the key's certificates, its own first; null for a secret key
   */
  void setKey(Inventory now, String alias, Key key, Certificate[] chain)
      throws KeyStoreException, InvalidKeyException {
    List<X509Certificate> certificates = checkedChain(key, chain);
    AliasEntry.OfKey known = residentEntry(now, alias, key);
    boolean sameAlias = known != null && known.alias().equals(alias);
    if (!sameAlias) {
      checkNewAlias(alias);
    }
    Key readable = key instanceof PrivateKey privateKey ? readable(privateKey) : key;
    if (readable instanceof PrivateKey privateKey) {
      leafCheck.check(privateKey, certificates.get(0).getPublicKey());
    }
    try (Undo undo = new Undo()) {
      if (sameAlias) {
        replaceChain(now, known, certificates, known.tokenKey().attributes().label(), undo);
      } else {
        TokenKey stored =
            known != null
                ? known.tokenKey()
                : create(readable, now.find(alias).isPresent() ? "" : alias, undo);
        makeWay(now, alias, certificates.stream().skip(1).toList(), undo);
        if (known != null) {
          replaceChain(now, known, certificates, alias, undo);
        } else {
          chains.store(now, certificates, alias, stored.attributes().id(), List.of(), undo);
        }
        relabel(stored, alias, undo);
      }
      undo.commit();
    }
  }

  private void replaceChain(
      Inventory now, AliasEntry.OfKey entry, List<X509Certificate> chain, String label, Undo undo) {
    List<TokenCertificate> superseded =
        chain.isEmpty() ? List.of() : chains.issuersOnlyOf(now, entry, chain);
    KeyId id = entry.tokenKey().attributes().id();
    chains.store(now, chain, label, id, entry.certificates(), undo);
    superseded.forEach(issuer -> chains.remove(issuer, undo));
  }

  /** Gives a certificate an alias; one that is there already, as an issuer, gets the label. */
  void setCertificate(Inventory now, String alias, X509Certificate certificate)
      throws KeyStoreException {
    AliasEntry existing = now.find(alias).orElse(null);
    if (existing instanceof AliasEntry.OfKey) {
      throw new KeyStoreException(
          "alias '" + alias + "' is a key; delete it first, or choose another alias");
    }
    if (existing != null && existing.certificate().equals(certificate)) {
      return;
    }
    checkNewAlias(alias);
    try (Undo undo = new Undo()) {
      TokenCertificate issuer =
          now.certificates().stream()
              .filter(
                  one ->
                      one.label().isEmpty()
                          && one.id().isNone()
                          && one.certificate().equals(certificate))
              .findFirst()
              .orElse(null);
      if (issuer == null) {
        chains.add(certificate, alias, KeyId.none(), undo);
      } else {
        chains.relabel(issuer, alias, undo);
      }
      if (existing instanceof AliasEntry.OfCertificate replaced) {
        chains.retire(now, replaced, List.of(), undo);
      }
      undo.commit();
    }
  }

  /** Removes an entry for good: a key with its certificates and the issuers that only it has. */
  void delete(Inventory now, AliasEntry entry) {
    try (Undo undo = new Undo()) {
      if (entry instanceof AliasEntry.OfCertificate certificate) {
        chains.retire(now, certificate, List.of(), undo);
      } else if (entry instanceof AliasEntry.OfKey key) {
        List<TokenCertificate> issuers = chains.issuersOnlyOf(now, key, List.of());
        chains.removeOwn(now, key, undo);
        issuers.forEach(certificate -> chains.remove(certificate, undo));
        objects.destroy(key.tokenKey());
      }
      undo.commit();
    }
  }

  private static List<X509Certificate> checkedChain(Key key, Certificate[] chain)
      throws KeyStoreException {
    if (key == null) {
      throw new KeyStoreException("no key to store");
    }
    boolean empty = chain == null || chain.length == 0;
    if (empty == key instanceof PrivateKey) {
      throw new KeyStoreException(
          empty
              ? "a private key needs its certificate chain"
              : "a secret key has no certificate chain");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate : empty ? new Certificate[0] : chain) {
      certificates.add(x509(certificate));
    }
    return certificates;
  }

  /** The certificate as the kind that tokens keep. */
  static X509Certificate x509(Certificate certificate) throws KeyStoreException {
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new KeyStoreException(
        "only X.509 certificates can be stored, not "
            + (certificate == null ? "null" : certificate.getType()));
  }

  private static void checkNewAlias(String alias) throws KeyStoreException {
    if (alias == null || alias.isEmpty()) {
      throw new KeyStoreException("an alias needs at least one character");
    }
    if (alias.indexOf('@') >= 0) {
      throw new KeyStoreException(
          "alias '" + alias + "' contains @, which is reserved for versions of a key");
    }
  }

  /** The entry of a key that is a token object of this token; null for all other keys. */
  private AliasEntry.OfKey residentEntry(Inventory now, String alias, Key key)
      throws KeyStoreException {
    if (!isOwn(key) || !((TokenBackedKey) key).tokenKey().attributes().resident()) {
      return null;
    }
    return now.entryOf(((TokenBackedKey) key).tokenKey(), alias)
        .orElseThrow(() -> new KeyStoreException("the key is no longer in the token: " + key));
  }

  private boolean isOwn(Key key) {
    return key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token());
  }

  private static PrivateKey readable(PrivateKey key) throws InvalidKeyException {
    return key instanceof TokenBackedKey ? key : KeyImport.readable(key);
  }

  private TokenKey create(Key key, String label, Undo undo) throws InvalidKeyException {
    Token token = context.token();
    TokenKey created =
        isOwn(key)
            ? objects.copy(((TokenBackedKey) key).tokenKey(), residentCopy(key, label))
            : KeyImport.asResidentKey(token, key, label);
    undo.note(() -> objects.destroy(created));
    return created;
  }

  private static NewKey residentCopy(Key key, String label) {
    KeyAttributes attributes = ((TokenBackedKey) key).tokenKey().attributes();
    return new NewKey(
        true,
        label,
        KeyId.random(),
        attributes.usages(),
        attributes.sensitive(),
        attributes.extractable());
  }

  /** Frees an alias: a key is renamed, a certificate entry ends. */
  private void makeWay(Inventory now, String alias, List<X509Certificate> issuers, Undo undo) {
    AliasEntry existing = now.find(alias).orElse(null);
    if (existing instanceof AliasEntry.OfCertificate certificate) {
      chains.retire(now, certificate, issuers, undo);
    } else if (existing instanceof AliasEntry.OfKey key) {
      Set<String> taken = now.entries().keySet();
      String identity = AliasNames.identityOf(key.tokenKey().attributes().id());
      String name = new AliasNames(taken).takeQualified(key.alias(), identity);
      relabel(key.tokenKey(), name, undo);
      key.certificates().forEach(certificate -> chains.relabel(certificate, name, undo));
    }
  }

  private void relabel(TokenKey key, String label, Undo undo) {
    String before = key.attributes().label();
    if (!before.equals(label)) {
      objects.relabel(key, label);
      undo.note(() -> objects.relabel(key, before));
    }
  }
}
