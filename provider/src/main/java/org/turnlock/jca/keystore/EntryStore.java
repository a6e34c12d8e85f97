// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedAlias;
import org.turnlock.operation.ActionAudit.Notes;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * The entries of one KeyStore. The token is listed once, by {@link #load()}. A change looks again
 * only at what it has to do with, and keeps the inventory current by what it did. The whole token
 * is listed again only where that look shows certificates of others, or where issuers may go for
 * good: a chain that another program has stored may need them.
 */
final class EntryStore {
  private final JcaContext context;
  private final ManagedEntries managed;
  private final VersionWriter versions;
  private volatile Inventory inventory = Inventory.EMPTY;

  /** The state of the directory that the inventory's names are of. */
  private volatile long named;

  EntryStore(JcaContext context) {
    this.context = context;
    this.managed = new ManagedEntries(context.directory(), this);
    this.versions = new VersionWriter(context, this);
  }

  private TokenObjects objects() {
    return context.token().objects();
  }

  /** Reads the token. */
  synchronized void load() {
    inventory = Inventory.read(objects(), this::readManaged);
  }

  private ManagedNames readManaged(List<TokenKey> listed) {
    context.directory().refresh(listed);
    return managedNames();
  }

  private ManagedNames managedNames() {
    named = context.directory().changes();
    return new ManagedNames(context.directory().seen(), context.directory().unreadable());
  }

  /** The entries as they are at the moment, those of managed keys apart. */
  Inventory inventory() {
    return named == context.directory().changes() ? inventory : renamed();
  }

  private synchronized Inventory renamed() {
    if (named != context.directory().changes()) {
      inventory = inventory.named(managedNames());
    }
    return inventory;
  }

  /** The aliases of all entries. */
  Set<String> aliases() {
    Set<String> aliases = new LinkedHashSet<>(inventory().entries().keySet());
    aliases.addAll(managed.aliases());
    return aliases;
  }

  /** The managed keys. */
  ManagedEntries managed() {
    return managed;
  }

  /** What an alias or a PKCS#11 URI finds. */
  EntryLookup lookUp(String alias) {
    return lookUp(inventory(), alias);
  }

  EntryLookup lookUp(Inventory at, String alias) {
    try {
      EntryLookup found = search(at, alias);
      return found.entry() != null || found.refusal() != null || alias == null
          ? found
          : new EntryLookup(null, at.refusal(alias).orElse(null));
    } catch (ManagedKeyException unreadable) {
      return new EntryLookup(null, unreadable.getMessage());
    }
  }

  private EntryLookup search(Inventory at, String alias) {
    Optional<ManagedEntry> key = managed.find(alias);
    if (key.isPresent()) {
      return new EntryLookup(key.get(), null);
    }
    EntryLookup found = EntryLookup.of(at, alias, context.token().description());
    Optional<AliasEntry.OfKey> version =
        found.entry() instanceof AliasEntry.OfKey named
            ? at.version(named.alias()).filter(named::equals)
            : found.entry() == null && found.refusal() == null && alias != null
                ? at.versionLabelled(alias)
                : Optional.empty();
    return version
        .flatMap(one -> managed.find(one.alias()))
        .map(entry -> new EntryLookup(entry, null))
        .orElse(found);
  }

  /** The objects of a version; the token is asked for those that the last look did not show. */
  Optional<AliasEntry.OfKey> versionObjects(ManagedAlias.Version version) {
    Optional<AliasEntry.OfKey> known = inventory().version(version.name());
    return known.isPresent() || version.destroyed() ? known : lookAgain(version);
  }

  private synchronized Optional<AliasEntry.OfKey> lookAgain(ManagedAlias.Version version) {
    lookAgain(new Neighbourhood().id(version.id()), renamed());
    Optional<AliasEntry.OfKey> found = inventory.version(version.name());
    if (found.isPresent() && !isWhole(inventory.chainOf(found.get()))) {
      lookAgain(new Neighbourhood().everything(), inventory);
      return inventory.version(version.name());
    }
    return found;
  }

  /** Keys that are new here may be versions of managed keys that others have made since. */
  private void lookAgain(Neighbourhood near, Inventory before) {
    Inventory now = near.lookAgain(objects(), before);
    List<TokenKey> strange = now.keysNotIn(before);
    if (!strange.isEmpty()) {
      context.directory().refresh(strange);
    }
    inventory = named == context.directory().changes() ? now : now.named(managedNames());
  }

  private static boolean isWhole(List<TokenCertificate> chain) {
    if (chain.isEmpty()) {
      return true;
    }
    X509Certificate last = chain.get(chain.size() - 1).certificate();
    return last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
  }

  synchronized void setKey(String name, Key key, Certificate[] chain, ImportPolicy policy)
      throws KeyStoreException {
    forReplacement(name);
    String alias = plainAlias(name);
    KeyToStore entry = KeyToStore.of(alias, key, chain, policy);
    if (managed.reserves(alias) || managed.find(alias).isPresent() || isVersion(key)) {
      versions.setChain(entry);
      return;
    }
    Neighbourhood near = new Neighbourhood().alias(inventory, alias).certificates(entry.chain());
    if (key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token())) {
      near.key(own);
    }
    policy.id().ifPresent(near::id);
    change(
        storing(alias),
        AuditedKey.named(alias),
        "store key '" + alias + "'",
        near,
        now -> EntryWriter.losesIssuers(now, entry),
        (writer, now) -> {
          requirePlain(alias);
          writer.setKey(now, entry);
        });
  }

  private AuditAction storing(String alias) {
    return inventory().entries().containsKey(alias)
        ? AuditAction.CHANGE_OBJECT
        : AuditAction.CREATE_OBJECT;
  }

  private boolean isVersion(Key key) {
    return key instanceof TokenBackedKey own
        && context.token().equals(own.tokenKey().token())
        && (own.source().versionNumber() != 0
            || inventory().isVersion(own.tokenKey().attributes().id()));
  }

  /**
   * Imports a key as the first version of a managed key, or as the next; takes one that is in the
   * token under management as it is.
   */
  synchronized void setManaged(String name, Key key, Certificate[] chain, ManagedKeySpec spec)
      throws KeyStoreException {
    versions.set(name, key, chain, spec);
  }

  synchronized void setCertificate(String name, X509Certificate certificate)
      throws KeyStoreException {
    String alias = plainAlias(name);
    managed.requireUnmanaged(alias);
    change(
        storing(alias),
        AuditedKey.named(alias),
        "store certificate '" + alias + "'",
        new Neighbourhood().alias(inventory, alias).certificates(List.of(certificate)),
        now -> EntryWriter.losesIssuers(now, alias, certificate),
        (writer, now) -> {
          requirePlain(alias);
          writer.setCertificate(now, alias, certificate);
        });
  }

  /** Deletes what was seen under this alias; nothing happens if it is gone already. */
  synchronized void delete(String name) throws KeyStoreException {
    EntryLookup found = forReplacement(name);
    found.requireClear();
    AliasEntry seen = found.entry();
    if (seen == null) {
      return;
    }
    managed.requireUnmanaged(seen.alias());
    String alias = seen.alias();
    if (!inventory().entries().containsValue(seen)) {
      throw new KeyStoreException(
          "the certificate belongs to key '"
              + alias
              + "'; delete the key, or give it another chain");
    }
    change(
        AuditAction.DELETE_OBJECT,
        AuditedKey.named(alias),
        "delete '" + alias + "'",
        new Neighbourhood().entry(seen),
        now -> now.current(seen).filter(entry -> EntryWriter.losesIssuers(now, entry)).isPresent(),
        (writer, now) -> {
          requirePlain(alias);
          Optional<? extends AliasEntry> target = now.current(seen);
          if (target.isPresent()) {
            managed.requireUnmanaged(target.get().alias());
            writer.delete(now, target.get());
          }
        });
  }

  /**
   * What a name stands for that is to go. A key is looked for in the records once more: another
   * process may have adopted it since it became an entry here.
   */
  private EntryLookup forReplacement(String name) throws KeyStoreException {
    EntryLookup found = lookUp(name);
    if (!(found.entry() instanceof AliasEntry.OfKey)) {
      return found;
    }
    try {
      context.directory().refresh(List.of());
    } catch (TokenException e) {
      throw new KeyStoreException(
          "cannot tell whether '" + name + "' is managed: " + e.getMessage(), e);
    }
    return lookUp(name);
  }

  /** The last look may have shown that the name is a managed key's by now. */
  private void requirePlain(String alias) throws KeyStoreException {
    lookUp(alias).requireClear();
    managed.requireUnmanaged(alias);
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

  /** What is done to the token's objects, as they are now, in one step. */
  interface Change {
    void with(EntryWriter writer, Inventory now) throws KeyStoreException, InvalidKeyException;
  }

  /**
   * Changes the token in one step, after another look at what it has to do with.
   *
   * @param losesIssuers whether issuers may go, so that all chains must be known
   */
  synchronized void change(
      AuditAction action,
      AuditedKey about,
      String what,
      Neighbourhood near,
      Predicate<Inventory> losesIssuers,
      Change work)
      throws KeyStoreException {
    context
        .actions()
        .<Void, KeyStoreException>told(
            action,
            about,
            notes -> {
              change(notes, what, near, losesIssuers, work);
              return null;
            });
  }

  private void change(
      Notes notes, String what, Neighbourhood near, Predicate<Inventory> losesIssuers, Change work)
      throws KeyStoreException {
    try {
      Inventory before = renamed();
      lookAgain(near, before);
      if (inventory.hasCertificatesNotIn(before) || losesIssuers.test(inventory)) {
        lookAgain(new Neighbourhood().everything(), inventory);
      }
      change(notes, inventory, work);
    } catch (TokenException | InvalidKeyException e) {
      throw new KeyStoreException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  private void change(Notes notes, Inventory now, Change work)
      throws KeyStoreException, InvalidKeyException {
    TokenChange change = new TokenChange(objects());
    try (change) {
      work.with(new EntryWriter(context, change), now);
      change.commit();
      change.difference().noteIn(notes);
    } finally {
      // Also what was taken back has made objects anew.
      inventory = now.with(change.difference());
    }
  }
}
