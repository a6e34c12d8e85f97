// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * A token's keys and certificates, sorted into aliases. Does not change: what is different later is
 * another inventory, in which objects keep the aliases that they have here.
 *
 * <p>Each key is an entry, with or without a certificate. A certificate is an entry if it has a
 * label or a CKA_ID and does not belong to a key; one with neither is an issuer, part of chains
 * only. A key of a type that has no JCA form here is left out, and its certificates with it: a
 * program that walks over all entries must not stumble over it.
 */
final class Inventory {
  private static final Comparator<KeyId> BY_ID =
      Comparator.comparing(KeyId::isNone).thenComparing(Comparator.naturalOrder());

  static final Inventory EMPTY =
      new Inventory(List.of(), List.of(), Map.of(), new VerifiedSignatures(), ManagedNames.NONE);

  private final List<KnownKey> keys;
  private final List<KnownCertificate> known;
  private final List<TokenCertificate> certificates;
  private final ManagedNames managed;
  private final Map<String, AliasEntry> entries;
  private final Map<String, AliasEntry.OfKey> versions;
  private final VerifiedSignatures signatures;
  private final IssuerChains issuers;
  private final Map<String, List<TokenCertificate>> chains = new ConcurrentHashMap<>();

  private Inventory(
      Collection<KnownKey> keys,
      Collection<KnownCertificate> certificates,
      Map<Object, String> kept,
      VerifiedSignatures signatures,
      ManagedNames managed) {
    this.keys =
        keys.stream().sorted(Comparator.comparing(key -> key.attributes().id(), BY_ID)).toList();
    this.known =
        certificates.stream()
            .sorted(
                Comparator.comparing((KnownCertificate one) -> one.object().id(), BY_ID)
                    .thenComparing(KnownCertificate::identity))
            .toList();
    this.certificates = known.stream().map(KnownCertificate::object).toList();
    this.managed = managed;
    EntryNaming naming = new EntryNaming(this.keys, known, kept, managed);
    this.entries = naming.entries();
    this.versions = naming.versions();
    this.signatures = signatures;
    this.issuers = new IssuerChains(this.certificates, signatures);
  }

  /**
   * Reads the token: one listing of its keys and one of its certificates.
   *
   * @param managed which of the keys that it is given are versions of managed ones
   */
  static Inventory read(TokenObjects objects, Function<List<TokenKey>, ManagedNames> managed) {
    List<TokenKey> keys = objects.keys();
    return new Inventory(
        keys.stream().map(KnownKey::of).toList(),
        objects.certificates().stream().map(KnownCertificate::new).toList(),
        Map.of(),
        new VerifiedSignatures(),
        managed.apply(keys));
  }

  /** The same objects, where other names are managed keys' now. */
  Inventory named(ManagedNames names) {
    return new Inventory(keys, known, kept(new Difference()), signatures, names);
  }

  /** This inventory, with the objects that {@code queries} name as they are now. */
  Inventory refreshed(TokenObjects objects, Collection<ObjectQuery> queries) {
    return with(SecondLook.at(objects, this, queries));
  }

  /** This inventory after a change. Every object that is as it was keeps its alias. */
  Inventory with(Difference difference) {
    if (difference.isEmpty()) {
      return this;
    }
    List<KnownKey> keysNow = new ArrayList<>(keys);
    keysNow.removeIf(one -> difference.isGone(one.key()));
    difference.keysAdded().forEach(key -> keysNow.add(KnownKey.of(key)));
    List<KnownCertificate> certificatesNow = new ArrayList<>(known);
    certificatesNow.removeIf(one -> difference.isGone(one.object()));
    difference.certificatesAdded().forEach(one -> certificatesNow.add(new KnownCertificate(one)));
    return new Inventory(keysNow, certificatesNow, kept(difference), signatures, managed);
  }

  private Map<Object, String> kept(Difference difference) {
    Map<Object, String> kept = new IdentityHashMap<>();
    for (AliasEntry entry : entries.values()) {
      if (entry instanceof AliasEntry.OfCertificate certificate) {
        kept.put(certificate.object(), entry.alias());
      } else if (entry instanceof AliasEntry.OfKey key && !difference.isRenamed(key.tokenKey())) {
        kept.put(key.tokenKey(), entry.alias());
      }
    }
    return kept;
  }

  /** The entries by alias, in a stable order. */
  Map<String, AliasEntry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** The entry of this alias. */
  Optional<AliasEntry> find(String alias) {
    return Optional.ofNullable(alias).map(entries::get);
  }

  /** A version of a managed key, by its name: not an entry of its own. */
  Optional<AliasEntry.OfKey> version(String name) {
    return Optional.ofNullable(versions.get(name));
  }

  /** The version that has this as the label of its object, which another program gave it. */
  Optional<AliasEntry.OfKey> versionLabelled(String label) {
    return versions.values().stream().filter(one -> one.label().equals(label)).findFirst();
  }

  /**
   * Why a name stands for nothing that may be used: it is that of a managed key whose record cannot
   * be read, or the label of a version of such a key.
   */
  Optional<String> refusal(String name) {
    return managed
        .refusal(name)
        .or(
            () ->
                keys.stream()
                    .map(KnownKey::attributes)
                    .filter(key -> key.label().equals(name))
                    .flatMap(key -> managed.refusal(key.id(), name).stream())
                    .findFirst());
  }

  /** The keys that {@code before} does not have, versions of managed keys apart. */
  List<TokenKey> keysNotIn(Inventory before) {
    if (this == before) {
      return List.of();
    }
    Set<TokenKey> known = Collections.newSetFromMap(new IdentityHashMap<>());
    before.keys.forEach(one -> known.add(one.key()));
    return keys.stream()
        .map(KnownKey::key)
        .filter(key -> !known.contains(key) && !isVersion(key.attributes().id()))
        .toList();
  }

  /** Whether objects with this CKA_ID are a version of a managed key. */
  boolean isVersion(KeyId id) {
    return managed.versionOf(id).isPresent();
  }

  /** The versions of managed keys. */
  Collection<AliasEntry.OfKey> versions() {
    return versions.values();
  }

  /** The entries that are keys, and the versions of managed ones. */
  Stream<AliasEntry.OfKey> keys() {
    return Stream.concat(
        entries.values().stream()
            .filter(AliasEntry.OfKey.class::isInstance)
            .map(AliasEntry.OfKey.class::cast),
        versions.values().stream());
  }

  /** Every key, those that are no entries too. */
  List<KnownKey> allKeys() {
    return keys;
  }

  /**
   * The entry of this key; empty if the token no longer has it, or has several that cannot be told
   * apart.
   *
   * @param alias decides between keys of one identity
   */
  Optional<AliasEntry.OfKey> entryOf(TokenKey key, String alias) {
    List<AliasEntry.OfKey> found = keys().filter(one -> one.tokenKey().equals(key)).toList();
    if (found.isEmpty()) {
      found = keys().filter(one -> KnownKey.alike(one.tokenKey(), key)).toList();
    }
    return found.size() == 1
        ? Optional.of(found.get(0))
        : found.stream().filter(one -> one.alias().equals(alias)).findFirst();
  }

  /** The entry that {@code older}, from an earlier look, is now; empty if it is gone. */
  Optional<? extends AliasEntry> current(AliasEntry older) {
    if (older instanceof AliasEntry.OfKey key) {
      return entryOf(key.tokenKey(), key.alias());
    }
    TokenCertificate object = ((AliasEntry.OfCertificate) older).object();
    return entries.values().stream()
        .filter(
            entry ->
                entry instanceof AliasEntry.OfCertificate other
                    && KnownCertificate.alike(other.object(), object))
        .findFirst();
  }

  /** Every certificate in the token, entry or not. */
  List<TokenCertificate> certificates() {
    return certificates;
  }

  /** Whether there are certificate objects that {@code before} does not have. */
  boolean hasCertificatesNotIn(Inventory before) {
    if (this == before) {
      return false;
    }
    Set<TokenCertificate> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(before.certificates);
    return !known.containsAll(certificates);
  }

  /** An object that holds exactly this certificate. */
  Optional<TokenCertificate> holderOf(X509Certificate certificate) {
    return certificates.stream().filter(holds(certificate)).findFirst();
  }

  /** The chain of a key's certificate; empty if it has none. */
  List<TokenCertificate> chainOf(AliasEntry.OfKey entry) {
    TokenCertificate leaf = entry.leaf();
    return leaf == null
        ? List.of()
        : chains.computeIfAbsent(entry.alias(), alias -> issuers.chainOf(leaf));
  }

  /** The keys whose chain goes through this certificate. */
  Stream<AliasEntry.OfKey> keysUnder(X509Certificate certificate) {
    Set<X509Certificate> below = issuers.below(certificate);
    return keys()
        .filter(key -> key.leaf() != null && below.contains(key.leaf().certificate()))
        .filter(key -> chainOf(key).stream().skip(1).anyMatch(holds(certificate)));
  }

  private static Predicate<TokenCertificate> holds(X509Certificate certificate) {
    return object -> object.certificate().equals(certificate);
  }
}
