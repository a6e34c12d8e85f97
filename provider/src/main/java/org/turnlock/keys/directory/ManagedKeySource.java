// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** An alias whose key rotates: each use finds the versions as they stand then. */
final class ManagedKeySource implements KeySource {
  private final LiveKey key;

  /** The version that did old work last; 0 for none yet. */
  private volatile int lastWorked;

  ManagedKeySource(LiveKey key) {
    this.key = key;
  }

  private KeySource current() {
    return key.source(key.required().current());
  }

  @Override
  public TokenKey tokenKey() {
    return current().tokenKey();
  }

  @Override
  public KeyGuard guard() {
    return current().guard();
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    return checked(
        record -> {
          KeyStates.requireUsable(record);
          return current();
        });
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    return checked(this::sources);
  }

  private List<KeySource> sources(ManagedKeyRecord record) {
    KeyStates.requireUsable(record);
    List<KeySource> sources = new ArrayList<>();
    for (VersionRecord version : record.forOldWork()) {
      KeySource source = key.source(version.number());
      sources.add(version.number() == lastWorked ? 0 : sources.size(), source);
    }
    if (sources.isEmpty()) {
      throw new ManagedKeyException(
          Reason.STATE, "key '" + record.alias() + "' has no version that may be used");
    }
    return sources;
  }

  @Override
  public List<KeySource> notTried(KeyUsage use, List<KeySource> tried) throws InvalidKeyException {
    key.reread();
    List<KeySource> now = new ArrayList<>(forOldWork(use));
    now.removeAll(tried);
    return now;
  }

  @Override
  public void worked(KeySource version) {
    lastWorked = key.numberOf(version);
  }

  @Override
  public int versionNumber() {
    return key.required().current();
  }

  @Override
  public Optional<KeySource> version(int number) {
    return key.version(number).map(known -> key.source(known.number()));
  }

  private interface Rule<T> {
    T of(ManagedKeyRecord record);
  }

  private <T> T checked(Rule<T> rule) throws InvalidKeyException {
    try {
      return rule.of(key.required());
    } catch (ManagedKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return key.alias();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedKeySource that && key == that.key;
  }

  @Override
  public int hashCode() {
    return key.alias().hashCode();
  }
}
