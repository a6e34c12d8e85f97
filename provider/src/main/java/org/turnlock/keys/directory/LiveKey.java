// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.PolicyCodec;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.policy.PolicyInForce;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * One alias as this process knows it: its record, and the token's keys of its versions. There is
 * one for each alias, which its JCA keys share.
 */
final class LiveKey {
  private final String alias;
  private final Token token;
  private final UseMeter meter;
  private final LiveRecord live;
  private final LiveChains chains;
  private final KeyPermissions permissions;

  /** The policy of the record that was seen last. */
  private volatile ReadPolicy policy;

  /** The current version of the record that was asked for last. */
  private volatile Current current;

  private record Current(ManagedKeyRecord record, KeySource source) {}

  private record ReadPolicy(ManagedKeyRecord record, PolicyInForce policy) {}

  /** The versions' keys by CKA_ID, which no other key ever gets. */
  private final Map<KeyId, FixedKeySource> sources = new ConcurrentHashMap<>();

  /**
   * @param changed is told whenever the record is found to be another one than before
   */
  LiveKey(
      String alias,
      Token token,
      RecordStore store,
      UseMeter meter,
      KeyPermissions permissions,
      Duration refresh,
      LongSupplier nanoTime,
      Runnable changed) {
    this.alias = alias;
    this.token = token;
    this.meter = meter;
    this.permissions = permissions;
    this.chains = new LiveChains(token, refresh);
    this.live =
        new LiveRecord(
            alias,
            store,
            refresh,
            nanoTime,
            () -> {
              forgetLostVersions();
              changed.run();
            });
  }

  /** What the record no longer knows is destroyed for good. */
  private void forgetLostVersions() {
    ManagedKeyRecord record = live.lastSeen().orElse(null);
    if (record != null) {
      Set<KeyId> there = new HashSet<>();
      record.versions().forEach(version -> there.add(version.id()));
      Set<KeyId> lost = new HashSet<>(sources.keySet());
      lost.removeAll(there);
      lost.forEach(sources::remove);
      lost.forEach(meter::forget);
      chains.retain(there);
    }
  }

  String alias() {
    return alias;
  }

  /** The record: what is decided of the key. */
  LiveRecord live() {
    return live;
  }

  /** The record, no older than the refresh interval. */
  Optional<ManagedKeyRecord> record() {
    return Optional.ofNullable(live.seen().record());
  }

  /**
   * Who may do what with the key.
   *
   * @param record as it was just seen
   */
  @SuppressWarnings("ReferenceEquality") // records do not change: the same one says the same
  PolicyInForce policy(ManagedKeyRecord record) {
    ReadPolicy last = policy;
    if (last == null || last.record != record) {
      boolean same = last != null && Arrays.equals(last.record.policy(), record.policy());
      last = new ReadPolicy(record, same ? last.policy : new PolicyInForce(PolicyCodec.of(record)));
      policy = last;
    }
    return last.policy;
  }

  KeyPermissions permissions() {
    return permissions;
  }

  /** The record of a key that is there. */
  ManagedKeyRecord required() {
    return live.required().record();
  }

  /** Takes a key of the token that was just listed, lest it is looked for later. */
  void learn(TokenKey listed) {
    Optional<ManagedKeyRecord> record = live.lastSeen();
    for (VersionRecord version : record.map(ManagedKeyRecord::versions).orElse(List.of())) {
      if (version.id().equals(listed.attributes().id()) && isOfClass(record.get(), listed)) {
        sourceOf(version, listed);
      }
    }
  }

  /** The certificate chain of a version, no older than the refresh interval; empty for none. */
  List<X509Certificate> chain(int number) {
    VersionRecord version = version(number).orElse(null);
    return version == null || version.standing() == VersionRecord.Standing.DESTROYED
        ? List.of()
        : chains.of(version.id(), required().revision());
  }

  void forgetCertificates() {
    chains.forget();
  }

  /** A version of the record; asks the token again for one that is not known here. */
  Optional<VersionRecord> version(int number) {
    Optional<VersionRecord> known = record().flatMap(record -> record.version(number));
    if (known.isPresent()) {
      return known;
    }
    live.rereadFromNow();
    return record().flatMap(record -> record.version(number));
  }

  VersionRecord required(ManagedKeyRecord record, int number) {
    return record
        .version(number)
        .orElseThrow(
            () ->
                new ManagedKeyException(
                        Reason.NOT_FOUND, "key '" + alias + "' has no version " + number)
                    .about(alias, number));
  }

  /** The key of one version, with its guard. */
  KeySource source(int number) {
    VersionRecord version =
        version(number)
            .orElseThrow(
                () ->
                    new ManagedKeyException(
                            Reason.NOT_FOUND, "key '" + alias + "' has no version " + number)
                        .about(alias, number));
    return source(version);
  }

  private KeySource source(VersionRecord version) {
    int number = version.number();
    if (version.standing() == VersionRecord.Standing.DESTROYED) {
      throw new ManagedKeyException(
              Reason.DESTROYED,
              "version " + number + " of key '" + alias + "' is destroyed, for good")
          .about(alias, number);
    }
    FixedKeySource source = sources.get(version.id());
    if (source == null) {
      source = sourceOf(version, find(version));
    }
    return source;
  }

  private FixedKeySource sourceOf(VersionRecord version, TokenKey key) {
    return sources.computeIfAbsent(
        version.id(),
        id ->
            new FixedKeySource(
                key,
                new VersionGuard(this, version.number(), meter.of(alias, version)),
                alias,
                version.number()));
  }

  private static boolean isOfClass(ManagedKeyRecord record, TokenKey key) {
    KeyClass wanted = record.kind().isPair() ? KeyClass.PRIVATE : KeyClass.SECRET;
    return key.attributes().keyClass() == wanted;
  }

  /** The key of the current version. */
  @SuppressWarnings("ReferenceEquality") // records do not change: the same one says the same
  KeySource current(ManagedKeyRecord record) {
    Current last = current;
    if (last == null || last.record != record) {
      last = new Current(record, source(currentVersion(record)));
      current = last;
    }
    return last.source;
  }

  private VersionRecord currentVersion(ManagedKeyRecord record) {
    return record
        .currentVersion()
        .orElseThrow(
            () ->
                new ManagedKeyException(
                        Reason.STATE, "key '" + alias + "' has no version yet: import one first")
                    .about(alias));
  }

  /**
   * The key that does new work: of the current version, or of its successor if it is spent.
   *
   * @param seen the record as it was just seen; usable
   */
  KeySource forNewWork(SeenRecord seen) {
    KeySource current = current(seen.record());
    if (((VersionGuard) current.guard()).admits(seen)) {
      return current;
    }
    live.reread();
    ManagedKeyRecord record = required();
    KeyStates.requireUsable(record);
    return current(record);
  }

  private TokenKey find(VersionRecord version) {
    ManagedKeyRecord record = required();
    List<TokenKey> found =
        token.objects().find(new ObjectQuery.Identified(version.id())).keys().stream()
            .filter(key -> isOfClass(record, key))
            .toList();
    if (found.size() > 1) {
      throw new ManagedKeyException(
              Reason.DAMAGED,
              "version "
                  + version.number()
                  + " of key '"
                  + alias
                  + "' is ambiguous: the token has "
                  + found.size()
                  + " keys with CKA_ID "
                  + version.id()
                  + "; remove the one that was put there by other means")
          .about(alias, version.number());
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ManagedKeyException(
                        Reason.NOT_FOUND,
                        "version "
                            + version.number()
                            + " of key '"
                            + alias
                            + "' is no longer in the token: its object with CKA_ID "
                            + version.id()
                            + " was removed by other means")
                    .about(alias, version.number()));
  }
}
