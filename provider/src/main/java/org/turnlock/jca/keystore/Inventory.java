// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * One look at a token's keys and certificates, sorted into aliases. Does not change and asks the
 * token nothing more.
 *
 * <p>Each key is an entry, with or without a certificate. A certificate is an entry if it has a
 * label or a CKA_ID and does not belong to a key; one with neither is an issuer, part of chains
 * only. A key of a type that has no JCA form here is left out, and its certificates with it: a
 * program that walks over all entries must not stumble over it.
 */
final class Inventory {
  private static final Comparator<KeyId> BY_ID =
      Comparator.comparing(KeyId::isNone)
          .thenComparing((one, other) -> Arrays.compareUnsigned(one.bytes(), other.bytes()));

  static final Inventory EMPTY = new Inventory(List.of(), List.of());

  private final Map<String, AliasEntry> entries = new LinkedHashMap<>();
  private final List<TokenCertificate> certificates;
  private final IssuerChains issuers;
  private final Map<String, List<TokenCertificate>> chains = new ConcurrentHashMap<>();

  private Inventory(List<TokenKey> keys, List<TokenCertificate> certificates) {
    this.certificates =
        certificates.stream()
            .sorted(
                Comparator.comparing(TokenCertificate::id, BY_ID)
                    .thenComparing(AliasNames::identityOf))
            .toList();
    this.issuers = new IssuerChains(certificates);
    new Naming(keys).run();
  }

  /** Reads the token: one listing of its keys and one of its certificates. */
  static Inventory read(TokenObjects objects) {
    return new Inventory(objects.keys(), objects.certificates());
  }

  /** The entries by alias, in a stable order. */
  Map<String, AliasEntry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** The entry of this alias. */
  Optional<AliasEntry> find(String alias) {
    return Optional.ofNullable(alias).map(entries::get);
  }

  /** The entries that are keys. */
  Stream<AliasEntry.OfKey> keys() {
    return entries.values().stream()
        .filter(AliasEntry.OfKey.class::isInstance)
        .map(AliasEntry.OfKey.class::cast);
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
      found = keys().filter(one -> alike(one.tokenKey(), key)).toList();
    }
    return found.size() == 1
        ? Optional.of(found.get(0))
        : found.stream().filter(one -> one.alias().equals(alias)).findFirst();
  }

  /** Whether all that is known of two keys is the same: for keys without a CKA_ID. */
  private static boolean alike(TokenKey one, TokenKey other) {
    KeyAttributes left = one.attributes();
    KeyAttributes right = other.attributes();
    return one.token() == other.token()
        && left.id().equals(right.id())
        && left.label().equals(right.label())
        && left.keyClass() == right.keyClass()
        && left.keyType() == right.keyType()
        && left.resident() == right.resident()
        && left.bits() == right.bits();
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
                    && other.object().id().equals(object.id())
                    && other.object().label().equals(object.label())
                    && other.certificate().equals(object.certificate()))
        .findFirst();
  }

  /** Every certificate in the token, entry or not. */
  List<TokenCertificate> certificates() {
    return certificates;
  }

  /** An object that holds exactly this certificate. */
  Optional<TokenCertificate> holderOf(X509Certificate certificate) {
    return certificates.stream().filter(one -> one.certificate().equals(certificate)).findFirst();
  }

  /** The chain of a key's certificate; empty if it has none. */
  List<TokenCertificate> chainOf(AliasEntry.OfKey entry) {
    TokenCertificate leaf = entry.leaf();
    return leaf == null
        ? List.of()
        : chains.computeIfAbsent(entry.alias(), alias -> issuers.chainOf(leaf));
  }

  /** Gives every object its alias: plain labels first, then those that need telling apart. */
  private final class Naming {
    private final AliasNames names = new AliasNames();
    private final Set<TokenCertificate> ofKeys = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Runnable> namesakes = new ArrayList<>();
    private final List<TokenKey> keys;

    Naming(List<TokenKey> keys) {
      this.keys =
          keys.stream().sorted(Comparator.comparing(key -> key.attributes().id(), BY_ID)).toList();
    }

    void run() {
      KeyCertificates owners = new KeyCertificates(certificates);
      keys.forEach(key -> add(key, owners));
      certificates.forEach(this::add);
      namesakes.forEach(Runnable::run);
    }

    private void add(TokenKey key, KeyCertificates owners) {
      KeyAttributes attributes = key.attributes();
      TokenBackedKey jcaKey;
      try {
        jcaKey = Keys.of(key);
      } catch (InvalidKeyException e) {
        ofKeys.addAll(owners.namedLike(attributes));
        return;
      }
      List<TokenCertificate> own =
          attributes.keyClass() == KeyAttributes.KeyClass.PRIVATE
              ? owners.of(attributes, jcaKey)
              : List.of();
      ofKeys.addAll(own);
      name(
          attributes.label(),
          AliasNames.identityOf(attributes.id()),
          alias -> new AliasEntry.OfKey(alias, jcaKey, own));
    }

    private void add(TokenCertificate object) {
      if (ofKeys.contains(object) || (object.label().isEmpty() && object.id().isNone())) {
        return;
      }
      name(
          object.label(),
          AliasNames.identityOf(object),
          alias -> new AliasEntry.OfCertificate(alias, object));
    }

    private void name(
        String label, String identity, java.util.function.Function<String, AliasEntry> entry) {
      if (names.takeLabel(label)) {
        entries.put(label, entry.apply(label));
      } else {
        namesakes.add(
            () -> {
              String alias = names.takeQualified(label, identity);
              entries.put(alias, entry.apply(alias));
            });
      }
    }
  }
}
