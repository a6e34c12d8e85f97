// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** An alias whose key rotates: each use finds the versions as they stand then. */
final class ManagedKeySource implements KeySource {
  private final LiveKey key;

  /** What the policy is asked for in the place of a use; null for that itself. */
  private final PolicyOperation instead;

  /** The version that did old work last; 0 for none yet. */
  private volatile int lastWorked;

  /** What the last old work was chosen from. */
  private volatile Listed lastListed;

  private record Listed(ManagedKeyRecord record, int likeliest, VersionList versions) {}

  /** The last version that was current, which tells the kind of key where none can be used. */
  private volatile KeySource lastCurrent;

  ManagedKeySource(LiveKey key) {
    this(key, null);
  }

  private ManagedKeySource(LiveKey key, PolicyOperation instead) {
    this.key = key;
    this.instead = instead;
  }

  @Override
  public KeySource as(PolicyOperation operation) {
    return new ManagedKeySource(key, operation);
  }

  private KeySource own(KeySource version) {
    return instead == null ? version : version.as(instead);
  }

  private void requireChoice(ManagedKeyRecord record, KeyUsage use) {
    KeyUses.requireChoice(record, use);
    key.permissions().requireChoice(key, record, use, instead);
  }

  LiveKey liveKey() {
    return key;
  }

  private KeySource current() {
    try {
      KeySource now = own(key.current(key.required()));
      lastCurrent = now;
      return now;
    } catch (ManagedKeyException e) {
      KeySource last = lastCurrent;
      if (last == null) {
        throw e;
      }
      return last;
    }
  }

  @Override
  public TokenKey tokenKey() {
    return current().tokenKey();
  }

  @Override
  public PublicKey publicKey() {
    return current().publicKey();
  }

  @Override
  public KeyGuard guard() {
    return current().guard();
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    try {
      SeenRecord seen = key.live().required();
      KeyStates.requireUsable(seen.record());
      requireChoice(seen.record(), use);
      return own(key.forNewWork(seen));
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    return checked(
        record -> {
          KeyStates.requireUsable(record);
          requireChoice(record, use);
          return listed(record);
        });
  }

  @Override
  public KeySource toBeWrapped() throws InvalidKeyException {
    return checked(
        record -> {
          KeyStates.requireUsable(record);
          key.permissions().require(key, PolicyOperation.EXPORT);
          return own(key.current(record));
        });
  }

  @SuppressWarnings("ReferenceEquality") // records do not change: the same one says the same
  private VersionList listed(ManagedKeyRecord record) {
    KeyStates.requireUsable(record);
    Listed last = lastListed;
    if (last == null || last.record != record || last.likeliest != lastWorked) {
      int likeliest = lastWorked;
      last =
          new Listed(record, likeliest, new VersionList(this::source, numbers(record, likeliest)));
      lastListed = last;
    }
    return last.versions;
  }

  private static List<Integer> numbers(ManagedKeyRecord record, int likeliest) {
    List<Integer> numbers = new ArrayList<>();
    for (VersionRecord version : record.forOldWork()) {
      numbers.add(version.number() == likeliest ? 0 : numbers.size(), version.number());
    }
    if (numbers.isEmpty()) {
      throw new ManagedKeyException(
              Reason.STATE, "key '" + record.alias() + "' has no version that may be used")
          .about(record.alias());
    }
    return numbers;
  }

  @Override
  public List<KeySource> notTried(KeyUsage use, List<KeySource> tried) throws InvalidKeyException {
    key.live().rereadFromNow();
    return checked(
        record -> {
          List<Integer> now = new ArrayList<>(listed(record).numbers());
          now.removeAll(((VersionList) tried).numbers());
          return new VersionList(this::source, now);
        });
  }

  @Override
  public void worked(KeySource version) {
    int number = version.versionNumber();
    if (number != lastWorked) {
      lastWorked = number;
    }
  }

  @Override
  public int versionNumber() {
    return key.required().current();
  }

  @Override
  public Optional<KeySource> version(int number) {
    return key.version(number).map(known -> source(known.number()));
  }

  private KeySource source(int number) {
    return own(key.source(number));
  }

  private interface Rule<T> {
    T of(ManagedKeyRecord record);
  }

  private <T> T checked(Rule<T> rule) throws InvalidKeyException {
    try {
      return rule.of(key.required());
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  @Override
  public AuditedKey audited() {
    return current().audited();
  }

  @Override
  public String name() {
    return key.alias();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedKeySource that && key == that.key && instead == that.instead;
  }

  @Override
  public int hashCode() {
    return key.alias().hashCode();
  }
}
