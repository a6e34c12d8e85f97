// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.turnlock.identity.Caller;
import org.turnlock.identity.CallerIdentity;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * The managed keys of one token as this process knows them: JCA keys for aliases and versions. A
 * record is read again when it is older than the refresh interval, and at once when something names
 * a version that is not known here. Thread-safe.
 */
public final class ManagedKeyDirectory {
  /** How soon other processes' changes are seen unless configured otherwise. */
  public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);

  private final Token token;
  private final RecordStore store;
  private final UseMeter meter;
  private final Duration refresh;
  private final LongSupplier nanoTime;
  private final KeyPermissions permissions;
  private final Map<String, LiveKey> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile List<UnreadableKey> unreadable = List.of();

  /**
   * For programs of one caller, the user of the system.
   *
   * @param meter is told every use
   */
  public ManagedKeyDirectory(Token token, RecordStore store, UseMeter meter, Duration refresh) {
    this(token, store, meter, refresh, System::nanoTime);
  }

  /**
   * @param meter is told every use
   * @param callers says who uses a key at the moment
   * @param clock says what time it is for policies
   */
  public ManagedKeyDirectory(
      Token token,
      RecordStore store,
      UseMeter meter,
      Duration refresh,
      Supplier<Caller> callers,
      Clock clock) {
    this(token, store, meter, refresh, System::nanoTime, new KeyPermissions(callers, clock));
  }

  /**
   * @param nanoTime a clock that only goes forward
   */
  public ManagedKeyDirectory(
      Token token, RecordStore store, UseMeter meter, Duration refresh, LongSupplier nanoTime) {
    this(
        token,
        store,
        meter,
        refresh,
        nanoTime,
        new KeyPermissions(CallerIdentity.ofProcess()::current, Clock.systemUTC()));
  }

  private ManagedKeyDirectory(
      Token token,
      RecordStore store,
      UseMeter meter,
      Duration refresh,
      LongSupplier nanoTime,
      KeyPermissions permissions) {
    this.token = token;
    this.store = store;
    this.meter = meter;
    this.refresh = refresh;
    this.nanoTime = nanoTime;
    this.permissions = permissions;
  }

  /** The aliases of all managed keys, as they are in the token now. */
  public List<String> aliases() {
    return readAll().stream()
        .map(ManagedKeyRecord::alias)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private List<ManagedKeyRecord> readAll() {
    long now = nanoTime.getAsLong();
    RecordStore.Listing listing = store.list();
    List<ManagedKeyRecord> records = listing.records();
    Set<String> there = new HashSet<>();
    for (ManagedKeyRecord record : records) {
      there.add(record.alias());
      live(record.alias()).live().learn(record, now);
    }
    known.values().stream()
        .filter(live -> !there.contains(live.alias()))
        .forEach(live -> live.live().missed(now));
    unreadable(listing.unreadable().stream().map(UnreadableKey::new).toList());
    return records;
  }

  private void unreadable(List<UnreadableKey> now) {
    if (!now.isEmpty() || !unreadable.isEmpty()) {
      unreadable = now;
      changes.incrementAndGet();
    }
  }

  /** The keys whose records could not be read when all were read last. */
  public List<UnreadableKey> unreadable() {
    return unreadable;
  }

  /**
   * Reads all records.
   *
   * @param listed the token's keys, which were listed just before: none of them is looked for again
   */
  public void refresh(Collection<TokenKey> listed) {
    Map<KeyId, String> owners = new HashMap<>();
    for (ManagedKeyRecord record : readAll()) {
      record.versions().forEach(version -> owners.put(version.id(), record.alias()));
    }
    for (TokenKey key : listed) {
      String owner = owners.get(key.attributes().id());
      if (owner != null) {
        live(owner).learn(key);
      }
    }
  }

  /** Every managed key, as far as this process has read. */
  public List<ManagedAlias> seen() {
    return known.values().stream()
        .map(key -> key.live().lastSeen())
        .flatMap(Optional::stream)
        .map(ManagedAlias::of)
        .sorted(Comparator.comparing(ManagedAlias::alias))
        .toList();
  }

  /** A managed key that this process has read of, no older than the refresh interval. */
  public Optional<ManagedAlias> seen(String alias) {
    LiveKey live = known.get(alias);
    return live == null || live.live().lastSeen().isEmpty()
        ? Optional.empty()
        : live.record().map(ManagedAlias::of);
  }

  /** Another number whenever {@link #seen()} or {@link #unreadable()} may give something else. */
  public long changes() {
    return changes.get();
  }

  /** The record of a key, no older than the refresh interval; empty if it is not managed. */
  public Optional<ManagedKeyRecord> record(String alias) {
    return managed(alias).flatMap(LiveKey::record);
  }

  /** The record as it is now, and so for all who use the key from here on. */
  public Optional<ManagedKeyRecord> reread(String alias) {
    LiveKey live = known.get(alias);
    return live == null ? record(alias) : live.live().reread();
  }

  /** Learns what this process has just written. */
  public void learn(ManagedKeyRecord written) {
    live(written.alias()).live().learn(written);
  }

  /**
   * The rotation-aware key of an alias; empty if it is not managed, or has no version yet.
   *
   * @throws InvalidKeyException if the kind of key has no JCA form here
   */
  public Optional<TokenBackedKey> key(String alias) throws InvalidKeyException {
    LiveKey live = managed(alias).orElse(null);
    if (live == null || live.record().filter(ManagedKeyDirectory::hasVersion).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(JcaForm.of(live.required(), new ManagedKeySource(live)));
  }

  private static boolean hasVersion(ManagedKeyRecord record) {
    return record.current() > 0;
  }

  /**
   * The rotation-aware public half of a key pair; empty if the alias is not a managed pair's, or
   * has no version yet.
   *
   * @throws org.turnlock.keys.ManagedKeyException if neither the token nor a certificate tells it
   */
  public Optional<ManagedPublicKey> publicKey(String alias) {
    return managed(alias)
        .filter(
            live -> live.record().filter(it -> hasVersion(it) && it.kind().isPair()).isPresent())
        .map(live -> ManagedPublicKey.of(new ManagedKeySource(live)));
  }

  /**
   * The key pinned to one version; empty if there never was such a version.
   *
   * @throws org.turnlock.keys.ManagedKeyException if the version is destroyed or lost
   * @throws InvalidKeyException if the kind of key has no JCA form here
   */
  public Optional<TokenBackedKey> version(String alias, int number) throws InvalidKeyException {
    LiveKey live = managed(alias).orElse(null);
    if (live == null || live.version(number).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(JcaForm.of(live.required(), live.source(number)));
  }

  /**
   * The version that a key of the token is, whatever its label, as all records say now; empty if it
   * is none.
   *
   * @throws org.turnlock.keys.ManagedKeyException if it is one of a key whose record cannot be read
   * @throws InvalidKeyException if the kind of key has no JCA form here
   */
  public Optional<TokenBackedKey> versionOf(TokenKey key) throws InvalidKeyException {
    refresh(List.of(key));
    KeyId id = key.attributes().id();
    for (UnreadableKey one : unreadable) {
      if (one.owns(id, key.attributes().label())) {
        throw new ManagedKeyException(ManagedKeyException.Reason.DAMAGED, one.refusal());
      }
    }
    for (ManagedAlias alias : seen()) {
      for (ManagedAlias.Version version : alias.versions()) {
        if (!id.isNone() && version.id().equals(id)) {
          return version(alias.alias(), version.number());
        }
      }
    }
    return Optional.empty();
  }

  /** Holds a key that was adopted, and is in use here, to the rules of the version it is now. */
  public void adopted(KeySource inUse, String alias, int number) {
    LiveKey live = live(alias);
    live.learn(inUse.tokenKey());
    if (inUse instanceof FixedKeySource own && live.source(number) instanceof FixedKeySource now) {
      own.becomes(now);
    }
  }

  /**
   * Lets through who may do this with a key, which is no use of it; a key that is not there is
   * nobody's.
   *
   * @throws org.turnlock.keys.ManagedKeyException with reason NOT_PERMITTED
   */
  public void require(String alias, PolicyOperation operation) {
    managed(alias).ifPresent(live -> permissions.require(live, operation));
  }

  /** Whether {@link #require} lets the caller through. */
  public boolean allows(String alias, PolicyOperation operation) {
    return managed(alias).filter(live -> !permissions.allows(live, operation)).isEmpty();
  }

  /** Who uses keys at the moment. */
  public Caller caller() {
    return permissions.caller();
  }

  /** Whether a name is a managed key's, or a version's. */
  public boolean knows(String name) {
    return KeyNames.parse(name)
        .map(
            pinned ->
                managed(pinned.alias()).flatMap(live -> live.version(pinned.version())).isPresent())
        .orElseGet(() -> record(name).isPresent());
  }

  /**
   * The certificate of a version and its issuers, no older than the refresh interval; empty if
   * there is none, or no such version.
   */
  public List<X509Certificate> chain(String alias, int number) {
    return managed(alias).map(live -> live.chain(number)).orElse(List.of());
  }

  /** Reads the certificates of a key anew from here on: this process has changed them. */
  public void forgetCertificates(String alias) {
    LiveKey live = known.get(alias);
    if (live != null) {
      live.forgetCertificates();
    }
  }

  private LiveKey live(String alias) {
    return known.computeIfAbsent(alias, this::unknown);
  }

  private LiveKey unknown(String alias) {
    return new LiveKey(
        alias, token, store, meter, permissions, refresh, nanoTime, changes::incrementAndGet);
  }

  /** The key, if there is one: names that are asked for in vain are not kept. */
  private Optional<LiveKey> managed(String alias) {
    LiveKey live = known.get(alias);
    if (live == null) {
      LiveKey asked = unknown(alias);
      if (asked.record().isEmpty()) {
        return Optional.empty();
      }
      live = known.putIfAbsent(alias, asked);
      if (live == null) {
        live = asked;
        changes.incrementAndGet();
      }
    }
    return Optional.of(live);
  }

  /** The token that holds the keys. */
  public Token token() {
    return token;
  }
}
