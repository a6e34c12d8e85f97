// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.UseLimits;
import org.turnlock.token.KeyUsage;

/** Puts a {@link ManagedKeyRecord} together. For one thread. */
public final class RecordBuilder {
  private final String alias;
  private final ManagedKeyKind kind;
  private final Instant created;
  private final Map<Integer, VersionRecord> versions = new TreeMap<>();
  private long revision;
  private KeyState state = KeyState.PENDING_IMPORT;
  private int current;
  private int floor = 1;
  private Set<KeyUsage> usages = Set.of();
  private Duration rotationPeriod;
  private Instant nextRotation;
  private Instant deletionDate;
  private UseLimits limits = UseLimits.NONE;
  private String description = "";
  private Map<String, String> tags = Map.of();
  private String certified = "";
  private byte[] policy = {};

  /** A new key, without versions yet. */
  public RecordBuilder(String alias, ManagedKeyKind kind, Instant created) {
    this.alias = alias;
    this.kind = kind;
    this.created = created;
  }

  RecordBuilder(ManagedKeyRecord from) {
    this(from.alias(), from.kind(), from.created());
    from.versions().forEach(this::version);
    revision = from.revision();
    state = from.state();
    current = from.current();
    floor = from.floor();
    usages = from.usages();
    rotationPeriod = from.rotationPeriod();
    nextRotation = from.nextRotation();
    deletionDate = from.deletionDate();
    limits = from.limits();
    description = from.description();
    tags = from.tags();
    certified = from.certified();
    policy = from.policy();
  }

  public RecordBuilder revision(long number) {
    this.revision = number;
    return this;
  }

  public RecordBuilder state(KeyState now) {
    this.state = now;
    return this;
  }

  public RecordBuilder current(int number) {
    this.current = number;
    return this;
  }

  /** Adds a version, or puts it in the place of the one with its number. */
  public RecordBuilder version(VersionRecord version) {
    versions.put(version.number(), version);
    return this;
  }

  public RecordBuilder floor(int number) {
    this.floor = number;
    return this;
  }

  public RecordBuilder usages(Set<KeyUsage> allowed) {
    this.usages = allowed;
    return this;
  }

  /** Both null for a key that is rotated by hand only. */
  public RecordBuilder rotation(Duration period, Instant next) {
    this.rotationPeriod = period;
    this.nextRotation = next;
    return this;
  }

  /** Null for none. */
  public RecordBuilder deletionDate(Instant date) {
    this.deletionDate = date;
    return this;
  }

  public RecordBuilder limits(UseLimits most) {
    this.limits = most;
    return this;
  }

  public RecordBuilder description(String text) {
    this.description = text;
    return this;
  }

  public RecordBuilder tags(Map<String, String> all) {
    this.tags = all;
    return this;
  }

  public RecordBuilder certified(String subject) {
    this.certified = subject;
    return this;
  }

  public RecordBuilder policy(byte[] encoded) {
    this.policy = encoded.clone();
    return this;
  }

  public ManagedKeyRecord build() {
    return new ManagedKeyRecord(
        alias,
        revision,
        kind,
        state,
        current,
        List.copyOf(versions.values()),
        floor,
        usages,
        created,
        rotationPeriod,
        nextRotation,
        deletionDate,
        limits,
        description,
        tags,
        certified,
        policy);
  }
}
