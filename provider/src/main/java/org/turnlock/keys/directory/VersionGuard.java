// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.util.function.BiConsumer;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyUsage;

/** Holds one version of a managed key to its state, and has its uses counted. */
final class VersionGuard implements KeyGuard {
  private final LiveKey key;
  private final int number;
  private final VersionMeter meter;

  VersionGuard(LiveKey key, int number, VersionMeter meter) {
    this.key = key;
    this.number = number;
    this.meter = meter;
  }

  @Override
  public void requireNewWork(KeyUsage use) throws InvalidKeyException {
    require(use, KeyStates::requireNewWork);
    try {
      if (!admits()) {
        key.live().reread();
        require(use, KeyStates::requireNewWork);
      }
    } catch (ManagedKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  /** See {@link VersionMeter#admits}. */
  boolean admits() {
    return meter.admits(key.live().required());
  }

  @Override
  public void requireOldWork(KeyUsage use) throws InvalidKeyException {
    require(use, KeyStates::requireOldWork);
  }

  @Override
  public void requireUsable() throws InvalidKeyException {
    try {
      check(KeyStates::requireOldWork);
    } catch (ManagedKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  private void require(KeyUsage use, BiConsumer<ManagedKeyRecord, VersionRecord> rule)
      throws InvalidKeyException {
    try {
      KeyUses.requireChoice(check(rule).record(), use);
    } catch (ManagedKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  /** A version that was current when its cipher was initialised may end what it has begun. */
  @Override
  public void beforeUse(KeyUsage use, long bytes) {
    SeenRecord seen =
        check(UseMeter.isNewWork(use) ? KeyStates::requireUsable : KeyStates::requireOldWork);
    KeyUses.require(seen.record(), use);
    meter.count(use, bytes, seen);
  }

  @Override
  public void beforeTry(KeyUsage use, long bytes) {
    KeyUses.require(check(KeyStates::requireOldWork).record(), use);
  }

  @Override
  public void tryWorked(KeyUsage use) {
    meter.count(use, 0, key.live().required());
  }

  private SeenRecord check(BiConsumer<ManagedKeyRecord, VersionRecord> rule) {
    SeenRecord seen = key.live().required();
    rule.accept(seen.record(), key.required(seen.record(), number));
    return seen;
  }
}
