// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenObjects;

/**
 * The entries of one KeyStore. The token is listed once, by {@link #load()}. A change looks again
 * only at what it has to do with, and keeps the inventory current by what it did. The whole token
 * is listed again only where that look shows certificates of others, or where issuers may go for
 * good: a chain that another program has stored may need them.
 */
final class EntryStore {
  private final JcaContext context;
  private volatile Inventory inventory = Inventory.EMPTY;

  EntryStore(JcaContext context) {
    this.context = context;
  }

  private TokenObjects objects() {
    return context.token().objects();
  }

  /** Reads the token. */
  synchronized void load() {
    inventory = Inventory.read(objects());
  }

  /** The entries as they are at the moment. */
  Inventory inventory() {
    return inventory;
  }

  /** What an alias or a PKCS#11 URI finds. */
  EntryLookup lookUp(String alias) {
    return lookUp(inventory, alias);
  }

  EntryLookup lookUp(Inventory at, String alias) {
    return EntryLookup.of(at, alias, context.token().description());
  }

  synchronized void setKey(String name, Key key, Certificate[] chain, ImportPolicy policy)
      throws KeyStoreException {
    String alias = plainAlias(name);
    KeyToStore entry = KeyToStore.of(alias, key, chain, policy);
    Neighbourhood near = new Neighbourhood().alias(inventory, alias).certificates(entry.chain());
    if (key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token())) {
      near.key(own);
    }
    policy.id().ifPresent(near::id);
    change(
        "store key '" + alias + "'",
        near,
        now -> EntryWriter.losesIssuers(now, entry),
        (writer, now) -> writer.setKey(now, entry));
  }

  synchronized void setCertificate(String name, X509Certificate certificate)
      throws KeyStoreException {
    String alias = plainAlias(name);
    change(
        "store certificate '" + alias + "'",
        new Neighbourhood().alias(inventory, alias).certificates(List.of(certificate)),
        now -> EntryWriter.losesIssuers(now, alias, certificate),
        (writer, now) -> writer.setCertificate(now, alias, certificate));
  }

  /** Deletes what was seen under this alias; nothing happens if it is gone already. */
  synchronized void delete(String name) throws KeyStoreException {
    EntryLookup found = lookUp(name);
    found.requireClear();
    AliasEntry seen = found.entry();
    if (seen == null) {
      return;
    }
    String alias = seen.alias();
    if (!inventory.entries().containsValue(seen)) {
      throw new KeyStoreException(
          "the certificate belongs to key '"
              + alias
              + "'; delete the key, or give it another chain");
    }
    change(
        "delete '" + alias + "'",
        new Neighbourhood().entry(seen),
        now -> now.current(seen).filter(entry -> EntryWriter.losesIssuers(now, entry)).isPresent(),
        (writer, now) -> {
          Optional<? extends AliasEntry> target = now.current(seen);
          if (target.isPresent()) {
            writer.delete(now, target.get());
          }
        });
  }

  /** The alias of what a URI names; all other names as they are. */
  private String plainAlias(String name) throws KeyStoreException {
    EntryLookup found = lookUp(name);
    found.requireClear();
    if (found.entry() != null) {
      return found.entry().alias();
    }
    if (name != null && ObjectUri.isUri(name)) {
      throw new KeyStoreException(
          "the PKCS#11 URI names no object of this token; the alias of a new entry is its label,"
              + " not a URI");
    }
    return name;
  }

  private interface Change {
    void with(EntryWriter writer, Inventory now) throws KeyStoreException, InvalidKeyException;
  }

  private void change(
      String what, Neighbourhood near, Predicate<Inventory> losesIssuers, Change work)
      throws KeyStoreException {
    try {
      Inventory now = near.lookAgain(objects(), inventory);
      if (now.hasCertificatesNotIn(inventory) || losesIssuers.test(now)) {
        now = new Neighbourhood().everything().lookAgain(objects(), now);
      }
      inventory = now;
      change(now, work);
    } catch (TokenException | InvalidKeyException e) {
      throw new KeyStoreException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  private void change(Inventory now, Change work) throws KeyStoreException, InvalidKeyException {
    TokenChange change = new TokenChange(objects());
    try (change) {
      work.with(new EntryWriter(context, change), now);
      change.commit();
    } finally {
      // Also what was taken back has made objects anew.
      inventory = now.with(change.difference());
    }
  }
}
