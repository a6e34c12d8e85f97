// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.TokenCertificate;

/**
 * Gives every object its alias: first those that have one already, which they keep; then plain
 * labels; then the names of those that need telling apart.
 */
final class EntryNaming {
  private record Nameless(
      Object object, String label, Supplier<String> identity, Function<String, AliasEntry> entry) {}

  private final List<KnownKey> keys;
  private final List<KnownCertificate> certificates;
  private final Map<Object, String> kept;
  private final ManagedNames managed;
  private final AliasNames names;
  private final Map<String, AliasEntry> entries = new LinkedHashMap<>();
  private final Map<String, AliasEntry.OfKey> versions = new LinkedHashMap<>();
  private final List<Nameless> nameless = new ArrayList<>();

  /**
   * @param kept aliases of TokenKeys and TokenCertificates that have one, by the object itself
   */
  EntryNaming(
      List<KnownKey> keys,
      List<KnownCertificate> certificates,
      Map<Object, String> kept,
      ManagedNames managed) {
    this.keys = keys;
    this.certificates = certificates;
    this.kept = kept;
    this.managed = managed;
    this.names = new AliasNames(managed.aliases());
    name();
  }

  /** The entries by alias, in a stable order. */
  Map<String, AliasEntry> entries() {
    return entries;
  }

  /** The versions of managed keys, by their names: they are no entries of their own. */
  Map<String, AliasEntry.OfKey> versions() {
    return versions;
  }

  private void name() {
    KeyCertificates owners = new KeyCertificates(certificates);
    Set<TokenCertificate> ofKeys = Collections.newSetFromMap(new IdentityHashMap<>());
    keys.forEach(key -> collect(key, owners, ofKeys));
    certificates.forEach(certificate -> collect(certificate, ofKeys));
    nameless.removeIf(this::named);
    nameless.removeIf(one -> names.takeLabel(one.label()) && put(one.label(), one));
    nameless.forEach(one -> put(names.takeQualified(one.label(), one.identity().get()), one));
  }

  private void collect(KnownKey key, KeyCertificates owners, Set<TokenCertificate> ofKeys) {
    KeyAttributes attributes = key.attributes();
    if (key.jcaKey() == null || managed.isHidden(attributes.id(), attributes.label())) {
      ofKeys.addAll(owners.namedLike(attributes));
      return;
    }
    List<TokenCertificate> own =
        attributes.keyClass() == KeyAttributes.KeyClass.PRIVATE
            ? owners.of(attributes, key.jcaKey())
            : List.of();
    ofKeys.addAll(own);
    String version = managed.versionOf(attributes.id()).orElse(null);
    if (version != null) {
      ofKeys.addAll(owners.namedLike(attributes));
      versions.putIfAbsent(version, new AliasEntry.OfKey(version, key.jcaKey(), own));
      return;
    }
    nameless.add(
        new Nameless(
            key.key(),
            AliasEntry.OfKey.labelOf(attributes.label(), own),
            () -> AliasNames.identityOf(attributes.id()),
            alias -> new AliasEntry.OfKey(alias, key.jcaKey(), own)));
  }

  private void collect(KnownCertificate known, Set<TokenCertificate> ofKeys) {
    TokenCertificate object = known.object();
    boolean ofManaged =
        managed.versionOf(object.id()).isPresent() || managed.isHidden(object.id(), object.label());
    if (!ofKeys.contains(object)
        && !ofManaged
        && !(object.label().isEmpty() && object.id().isNone())) {
      nameless.add(
          new Nameless(
              object,
              object.label(),
              known::identity,
              alias -> new AliasEntry.OfCertificate(alias, object)));
    }
  }

  private boolean named(Nameless one) {
    String alias = kept.get(one.object());
    return alias != null && names.takeLabel(alias) && put(alias, one);
  }

  private boolean put(String alias, Nameless one) {
    entries.put(alias, one.entry().apply(alias));
    return true;
  }
}
