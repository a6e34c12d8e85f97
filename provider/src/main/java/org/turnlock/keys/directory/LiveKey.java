// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * One alias as this process knows it: its record, read again when that has become old, and the
 * token's keys of its versions. There is one for each alias, which its JCA keys share.
 */
final class LiveKey {
  private final String alias;
  private final Token token;
  private final RecordStore store;
  private final UseMeter meter;
  private final long refreshNanos;

  /** The versions' keys by CKA_ID, which no other key ever gets. */
  private final Map<KeyId, FixedKeySource> sources = new ConcurrentHashMap<>();

  private final Map<KeyId, Integer> numbers = new ConcurrentHashMap<>();

  private final LiveChains chains;

  /** Told whenever the record is found to be another one than before. */
  private final Runnable changed;

  private volatile SeenRecord seen;

  LiveKey(
      String alias,
      Token token,
      RecordStore store,
      UseMeter meter,
      Duration refresh,
      Runnable changed) {
    this.alias = alias;
    this.token = token;
    this.store = store;
    this.meter = meter;
    this.refreshNanos = refresh.toNanos();
    this.chains = new LiveChains(token, refresh);
    this.changed = changed;
  }

  String alias() {
    return alias;
  }

  /** The record, no older than the refresh interval. */
  Optional<ManagedKeyRecord> record() {
    return Optional.ofNullable(seen().record());
  }

  private SeenRecord seen() {
    SeenRecord last = seen;
    return last != null && System.nanoTime() - last.readAt() < refreshNanos ? last : refreshed();
  }

  /** One thread reads; those that come meanwhile wait for it. */
  private synchronized SeenRecord refreshed() {
    SeenRecord last = seen;
    long now = System.nanoTime();
    if (last != null && now - last.readAt() < refreshNanos) {
      return last;
    }
    try {
      reread();
    } catch (TokenException e) {
      if (last == null || e.reason() != TokenException.Reason.UNAVAILABLE) {
        throw e;
      }
      // An outage: what was known is what there is to go on, until the token answers again.
      see(last.record(), System.nanoTime(), last.asOf());
    }
    return seen;
  }

  /** The record as it is in the token now. */
  synchronized Optional<ManagedKeyRecord> reread() {
    long now = System.nanoTime();
    Optional<ManagedKeyRecord> read = store.find(alias);
    see(read.orElse(null), now, now);
    return read;
  }

  private void see(ManagedKeyRecord record, long readAt, long asOf) {
    SeenRecord last = seen;
    seen = new SeenRecord(record, readAt, asOf);
    if (revision(last == null ? null : last.record()) != revision(record)) {
      changed.run();
    }
  }

  private static long revision(ManagedKeyRecord record) {
    return record == null ? 0 : record.revision();
  }

  /** The record as it was last seen, without asking the token. */
  Optional<ManagedKeyRecord> lastSeen() {
    SeenRecord last = seen;
    return last == null ? Optional.empty() : Optional.ofNullable(last.record());
  }

  /**
   * Sees to it that the record was read after {@code moment}; threads that wait share a reading.
   */
  synchronized void rereadSince(long moment) {
    SeenRecord last = seen;
    if (last == null || last.asOf() - moment < 0) {
      reread();
    }
  }

  /** Takes a record that was read or written elsewhere here; never goes back to an older one. */
  synchronized void learn(ManagedKeyRecord record) {
    SeenRecord last = seen;
    if (last == null || last.record() == null || last.record().revision() <= record.revision()) {
      long now = System.nanoTime();
      see(record, now, last == null ? now - refreshNanos : last.asOf());
    }
  }

  /** A reading of all that began at {@code moment} did not show the record: look anew. */
  synchronized void missed(long moment) {
    SeenRecord last = seen;
    if (last != null && last.record() != null && last.readAt() - moment < 0) {
      see(last.record(), System.nanoTime() - refreshNanos - 1, last.asOf());
    }
  }

  /** Takes a key of the token that was just listed, lest it is looked for later. */
  void learn(TokenKey listed) {
    Optional<ManagedKeyRecord> record = lastSeen();
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

  /** The record of a key that is there. */
  ManagedKeyRecord required() {
    return requiredSeen().record();
  }

  /** The same, with when it was read. */
  SeenRecord requiredSeen() {
    SeenRecord last = seen();
    if (last.record() == null) {
      throw new ManagedKeyException(
          Reason.NOT_FOUND, "there is no managed key '" + alias + "' any more");
    }
    return last;
  }

  /** A version of the record; asks the token again for one that is not known here. */
  Optional<VersionRecord> version(int number) {
    Optional<VersionRecord> known = record().flatMap(record -> record.version(number));
    if (known.isPresent()) {
      return known;
    }
    rereadSince(System.nanoTime());
    return record().flatMap(record -> record.version(number));
  }

  VersionRecord required(ManagedKeyRecord record, int number) {
    return record
        .version(number)
        .orElseThrow(
            () ->
                new ManagedKeyException(
                    Reason.NOT_FOUND, "key '" + alias + "' has no version " + number));
  }

  /** The key of one version, with its guard. */
  KeySource source(int number) {
    VersionRecord version =
        version(number)
            .orElseThrow(
                () ->
                    new ManagedKeyException(
                        Reason.NOT_FOUND, "key '" + alias + "' has no version " + number));
    return source(version);
  }

  private KeySource source(VersionRecord version) {
    int number = version.number();
    if (version.standing() == VersionRecord.Standing.DESTROYED) {
      throw new ManagedKeyException(
          Reason.DESTROYED, "version " + number + " of key '" + alias + "' is destroyed, for good");
    }
    FixedKeySource source = sources.get(version.id());
    if (source == null) {
      source = sourceOf(version, find(version));
    }
    return source;
  }

  private FixedKeySource sourceOf(VersionRecord version, TokenKey key) {
    numbers.put(version.id(), version.number());
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
  KeySource current(ManagedKeyRecord record) {
    return source(
        record
            .currentVersion()
            .orElseThrow(
                () ->
                    new ManagedKeyException(
                        Reason.STATE, "key '" + alias + "' has no version yet: import one first")));
  }

  /** The key that does new work: of the current version, or of its successor if it is spent. */
  KeySource forNewWork() {
    KeySource current = current(usable());
    if (((VersionGuard) current.guard()).admits()) {
      return current;
    }
    reread();
    return current(usable());
  }

  private ManagedKeyRecord usable() {
    ManagedKeyRecord record = required();
    KeyStates.requireUsable(record);
    return record;
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
              + "; remove the one that was put there by other means");
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
                        + " was removed by other means"));
  }

  /** Which version a source of this key stands for; 0 if it is none. */
  int numberOf(KeySource source) {
    return numbers.getOrDefault(source.tokenKey().attributes().id(), 0);
  }
}
