// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.operation.ActionAudit;
import org.turnlock.token.KeyId;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;

/**
 * Changes to a KeyStore's entries, in the token at once. Each change is whole or, if a step fails,
 * taken back. No key is ever overwritten: one whose alias is given to another key keeps on under
 * {@code alias#CKA_ID}.
 */
final class EntryWriter {
  private final JcaContext context;
  private final TokenChange change;
  private final ChainWriter chains;
  private final LeafCheck leafCheck;

  EntryWriter(JcaContext context, TokenChange change) {
    this.context = context;
    this.change = change;
    this.chains = new ChainWriter(change);
    this.leafCheck = new LeafCheck(context);
  }

  /**
   * Gives a key an alias. A session key is copied to a token object, a software key is imported, a
   * token object is renamed: one key has one alias. An alias that is in use changes hands only when
   * the new key is in the token.
   */
  void setKey(Inventory now, KeyToStore entry) throws KeyStoreException, InvalidKeyException {
    String alias = entry.alias();
    AliasEntry.OfKey known = residentEntry(now, alias, entry.key());
    boolean sameAlias = known != null && known.alias().equals(alias);
    if (!sameAlias) {
      checkNewAlias(alias);
    }
    if (known == null) {
      checkNewId(now, entry.policy());
    } else {
      entry.policy().checkKept(known.tokenKey().attributes());
    }
    List<X509Certificate> chain = entry.chain();
    Key readable = entry.key() instanceof PrivateKey own ? readable(own) : entry.key();
    if (readable instanceof PrivateKey privateKey) {
      leafCheck.check(privateKey, chain.get(0).getPublicKey());
    }
    if (sameAlias) {
      replaceChain(now, known, chain, known.label());
      return;
    }
    TokenKey stored =
        known != null
            ? known.tokenKey()
            : create(readable, now.find(alias).isPresent() ? "" : alias, entry.policy());
    makeWay(now, alias, stored, chain.stream().skip(1).toList());
    if (known != null) {
      replaceChain(now, known, chain, alias);
    } else {
      chains.store(now, chain, alias, stored.attributes().id(), List.of());
    }
    change.relabel(stored, alias);
  }

  /**
   * Gives a version of a managed key, or what is to become one, another chain.
   *
   * @param label the certificate's
   */
  void setChain(Inventory now, AliasEntry.OfKey version, String label, KeyToStore entry)
      throws KeyStoreException {
    leafCheck.check((PrivateKey) version.key(), entry.chain().get(0).getPublicKey());
    replaceChain(now, version, entry.chain(), label);
  }

  private void replaceChain(
      Inventory now, AliasEntry.OfKey entry, List<X509Certificate> chain, String label) {
    List<TokenCertificate> superseded =
        chain.isEmpty() ? List.of() : ChainWriter.issuersOnlyOf(now, entry, chain);
    KeyId id = entry.tokenKey().attributes().id();
    chains.store(now, chain, label, id, entry.certificates());
    chains.remove(superseded);
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
      change.add(certificate, alias, KeyId.none());
    } else {
      change.relabel(issuer, alias);
    }
    makeWay(now, alias, null, List.of());
  }

  /** Removes an entry for good: a key with its certificates and the issuers that only it has. */
  void delete(Inventory now, AliasEntry entry) {
    if (entry instanceof AliasEntry.OfCertificate certificate) {
      chains.retire(now, certificate, List.of());
    } else if (entry instanceof AliasEntry.OfKey key) {
      List<TokenCertificate> issuers = ChainWriter.issuersOnlyOf(now, key, List.of());
      chains.removeOwn(now, key);
      chains.remove(issuers);
      change.destroy(key.tokenKey());
    }
  }

  /** Whether storing the key can remove certificates that others' chains may need. */
  static boolean losesIssuers(Inventory now, KeyToStore entry) {
    AliasEntry existing = now.find(entry.alias()).orElse(null);
    if (existing instanceof AliasEntry.OfCertificate) {
      return losesIssuers(now, existing);
    }
    return !entry.chain().isEmpty()
        && entry.key() instanceof TokenBackedKey own
        && now.entryOf(own.tokenKey(), entry.alias())
            .filter(known -> !ChainWriter.issuersOnlyOf(now, known, entry.chain()).isEmpty())
            .isPresent();
  }

  /** Whether storing the certificate can remove one that others' chains may need. */
  static boolean losesIssuers(Inventory now, String alias, X509Certificate certificate) {
    return now.find(alias)
        .filter(existing -> !certificate.equals(existing.certificate()))
        .filter(existing -> losesIssuers(now, existing))
        .isPresent();
  }

  /** Whether deleting the entry can remove certificates that others' chains may need. */
  static boolean losesIssuers(Inventory now, AliasEntry entry) {
    if (entry instanceof AliasEntry.OfKey key) {
      return key.certificates().stream().anyMatch(own -> ChainWriter.mayIssue(own.certificate()))
          || !ChainWriter.issuersOnlyOf(now, key, List.of()).isEmpty();
    }
    return ChainWriter.mayIssue(entry.certificate());
  }

  private static void checkNewAlias(String alias) throws KeyStoreException {
    if (alias == null || alias.isEmpty()) {
      throw new KeyStoreException("an alias needs at least one character");
    }
    if (alias.indexOf('@') >= 0) {
      throw new KeyStoreException(
          "alias '" + alias + "' contains @, which is reserved for versions of a key");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(alias)) {
      throw new KeyStoreException(
          "the alias holds half a surrogate pair, which no token's label can");
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

  private void checkNewId(Inventory now, ImportPolicy policy) throws KeyStoreException {
    KeyId id = policy.id().orElse(KeyId.none());
    if (!id.isNone() && now.allKeys().stream().anyMatch(one -> one.attributes().id().equals(id))) {
      throw new KeyStoreException("the token has a key with the id " + id + " already");
    }
  }

  private TokenKey create(Key key, String label, ImportPolicy policy)
      throws KeyStoreException, InvalidKeyException {
    if (isOwn(key)) {
      TokenKey session = ((TokenBackedKey) key).tokenKey();
      NewKey description = policy.copied(label, session.attributes());
      return change.made(change.objects().copy(session, description));
    }
    // The change as a whole is told.
    return change.made(
        KeyImport.described(
            context.token(), key, ActionAudit.NONE, usages -> policy.imported(label, usages)));
  }

  /**
   * Frees an alias: a key is renamed, a certificate entry ends. Namesakes that go by their identity
   * get that as their label, lest one of them has the alias at the next load.
   */
  private void makeWay(
      Inventory now, String alias, TokenKey newOwner, List<X509Certificate> issuers) {
    for (AliasEntry entry : List.copyOf(now.entries().values())) {
      if (entry instanceof AliasEntry.OfCertificate certificate) {
        if (entry.alias().equals(alias)) {
          chains.retire(now, certificate, issuers);
        } else if (certificate.object().label().equals(alias)) {
          change.relabel(certificate.object(), entry.alias());
        }
      } else if (entry instanceof AliasEntry.OfKey key
          && key.tokenKey() != newOwner
          && (entry.alias().equals(alias) || key.label().equals(alias))) {
        String name = entry.alias().equals(alias) ? qualified(now, key) : entry.alias();
        change.relabel(key.tokenKey(), name);
        key.certificates().forEach(certificate -> change.relabel(certificate, name));
      }
    }
  }

  private static String qualified(Inventory now, AliasEntry.OfKey key) {
    String identity = AliasNames.identityOf(key.tokenKey().attributes().id());
    return new AliasNames(now.entries().keySet()).takeQualified(key.alias(), identity);
  }
}
