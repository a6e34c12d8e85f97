// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.KeyStoreException;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.keys.directory.ManagedAlias;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.token.TokenCertificate;

/** The managed keys of one KeyStore, each under one alias, and their versions by name. */
final class ManagedEntries {
  private final ManagedKeyDirectory directory;
  private final EntryStore store;

  ManagedEntries(ManagedKeyDirectory directory, EntryStore store) {
    this.directory = directory;
    this.store = store;
  }

  /** The aliases that are listed: of keys that have a version. */
  List<String> aliases() {
    return directory.seen().stream()
        .filter(key -> key.current() > 0)
        .map(ManagedAlias::alias)
        .toList();
  }

  /** Whether a managed key has this alias, with versions or without. */
  boolean reserves(String alias) {
    return alias != null && directory.seen(alias).isPresent();
  }

  /** What an alias, or the name of a version, stands for; empty for all other names. */
  Optional<ManagedEntry> find(String name) {
    if (name == null) {
      return Optional.empty();
    }
    Optional<ManagedEntry> current = directory.seen(name).flatMap(this::current);
    return current.isPresent() ? current : KeyNames.parse(name).flatMap(this::pinned);
  }

  private Optional<ManagedEntry> current(ManagedAlias key) {
    return key.version(key.current()).map(version -> new ManagedEntry(this, key, version, false));
  }

  private Optional<ManagedEntry> pinned(KeyNames.Pinned name) {
    return directory
        .seen(name.alias())
        .flatMap(key -> named(key, name.version()))
        .map(key -> new ManagedEntry(this, key, key.version(name.version()).get(), true));
  }

  /** The key, if it has this version; the token is asked for one that is not known here. */
  private Optional<ManagedAlias> named(ManagedAlias key, int version) {
    if (key.version(version).isPresent()) {
      return Optional.of(key);
    }
    return directory.knows(KeyNames.of(key.alias(), version))
        ? directory.seen(key.alias())
        : Optional.empty();
  }

  /**
   * Which version a key that is to be stored is, if it is a version of the managed key of its
   * alias.
   *
   * @throws KeyStoreException if it is anything else
   */
  ManagedAlias.Version versionToCertify(KeyToStore entry) throws KeyStoreException {
    String alias = entry.alias();
    ManagedEntry held = find(alias).orElse(null);
    String name =
        entry.key() instanceof TokenBackedKey own && own.source().versionNumber() != 0
            ? own.source().name()
            : "";
    if (held == null || !(name.equals(held.key().alias()) || name.equals(held.version().name()))) {
      throw new KeyStoreException(refusal(alias, name));
    }
    if (held.pinned() || entry.chain().isEmpty()) {
      return held.version();
    }
    PublicKey certified = entry.chain().get(0).getPublicKey();
    return held.key().versions().stream()
        .filter(version -> !version.destroyed() && isHalfOf(held.key(), version, certified))
        .findFirst()
        .orElse(held.version());
  }

  private String refusal(String alias, String key) {
    if (reserves(alias) || find(alias).isPresent()) {
      return "key '"
          + alias
          + "' is managed: no key takes the place of its versions. To import one as the next"
          + " version, use setEntry with a ManagedKeyProtection, or ManagedKeys.importVersion";
    }
    return "key '"
        + key
        + "' is a managed key or a version of one, which have no other alias than their own";
  }

  /** The version that a certificate is for may have been current when it was asked for only. */
  private boolean isHalfOf(ManagedAlias key, ManagedAlias.Version version, PublicKey certified) {
    try {
      return directory
          .version(key.alias(), version.number())
          .filter(one -> certified.equals(one.source().publicKey()))
          .isPresent();
    } catch (ManagedKeyException | InvalidKeyException e) {
      return false;
    }
  }

  /**
   * @throws KeyStoreException if the name is a managed key's or a version's, with what to do
   *     instead
   */
  void requireUnmanaged(String name) throws KeyStoreException {
    ManagedEntry entry = find(name).orElse(null);
    if (entry == null && !reserves(name)) {
      return;
    }
    throw new KeyStoreException(
        entry != null && entry.pinned()
            ? "'"
                + name
                + "' is a version of a managed key, which a KeyStore neither deletes nor replaces:"
                + " use ManagedKeys.destroyVersion"
            : "'"
                + name
                + "' is a managed key, which a KeyStore neither deletes nor replaces: use"
                + " ManagedKeys.scheduleDeletion, which can be cancelled while it waits");
  }

  TokenBackedKey jcaKey(ManagedEntry entry) throws UnrecoverableKeyException {
    try {
      String alias = entry.key().alias();
      TokenBackedKey key =
          (entry.pinned()
                  ? directory.version(alias, entry.version().number())
                  : directory.key(alias))
              .orElseThrow(
                  () -> new UnrecoverableKeyException("there is no key '" + alias + "' any more"));
      return entry.pinned() && key instanceof TokenRsaPrivateKey
          ? objects(entry.version())
              .map(found -> AliasEntry.OfKey.asCertified(key, found.certificates()))
              .orElse(key)
          : key;
    } catch (ManagedKeyException | InvalidKeyException e) {
      throw (UnrecoverableKeyException) new UnrecoverableKeyException(e.getMessage()).initCause(e);
    }
  }

  /**
   * The objects of a version, also of one that is newer than the last look; empty if it has none.
   */
  Optional<AliasEntry.OfKey> objects(ManagedAlias.Version version) {
    return store.versionObjects(version);
  }

  List<TokenCertificate> chainOf(ManagedAlias.Version version) {
    return objects(version).map(entry -> store.inventory().chainOf(entry)).orElse(List.of());
  }

  /** All of this process see the certificates of a version anew: a KeyStore has changed them. */
  void forgetCertificates(ManagedAlias.Version version) {
    KeyNames.parse(version.name()).ifPresent(name -> directory.forgetCertificates(name.alias()));
  }

  /** The certificate that follows the current version from here on. */
  X509Certificate rotating(String alias, X509Certificate now) {
    return new RotatingCertificate(
        now,
        () -> find(alias).map(ManagedEntry::plainCertificate).orElse(null),
        () -> directory.publicKey(alias));
  }
}
