// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.util.function.BiConsumer;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;

/** Holds one version of a managed key to its state, and has its uses counted. */
final class VersionGuard implements KeyGuard {
  private static final byte[] NO_AAD = {};

  private final LiveKey key;
  private final int number;
  private final VersionMeter meter;

  /** What the policy is asked for in the place of the use; null for that itself. */
  private final PolicyOperation instead;

  VersionGuard(LiveKey key, int number, VersionMeter meter) {
    this(key, number, meter, null);
  }

  private VersionGuard(LiveKey key, int number, VersionMeter meter, PolicyOperation instead) {
    this.key = key;
    this.number = number;
    this.meter = meter;
    this.instead = instead;
  }

  @Override
  public KeyGuard asking(PolicyOperation operation) {
    return new VersionGuard(key, number, meter, operation);
  }

  @Override
  public void requireNewWork(KeyUsage use) throws InvalidKeyException {
    SeenRecord seen = require(use, KeyStates::requireNewWork);
    try {
      if (!admits(seen)) {
        key.live().reread();
        require(use, KeyStates::requireNewWork);
      }
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  /** See {@link VersionMeter#admits}. */
  boolean admits(SeenRecord seen) {
    return meter.admits(seen);
  }

  @Override
  public void requireOldWork(KeyUsage use) throws InvalidKeyException {
    require(use, KeyStates::requireOldWork);
  }

  @Override
  public void requireUsable() throws InvalidKeyException {
    try {
      beforeLeaving();
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  @Override
  public void beforeLeaving() {
    check(KeyStates::requireOldWork);
    key.permissions().require(key, PolicyOperation.EXPORT);
  }

  private SeenRecord require(KeyUsage use, BiConsumer<ManagedKeyRecord, VersionRecord> rule)
      throws InvalidKeyException {
    try {
      SeenRecord seen = check(rule);
      ManagedKeyRecord record = seen.record();
      KeyUses.requireChoice(record, use);
      key.permissions().requireChoice(key, record, use, instead);
      return seen;
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  /** A version that was current when its cipher was initialised may end what it has begun. */
  @Override
  public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
    meter.count(use, bytes, admitted(use, aad));
  }

  @Override
  public void beforeMore(KeyUsage use) {
    admitted(use, NO_AAD);
  }

  private SeenRecord admitted(KeyUsage use, byte[] aad) {
    SeenRecord seen =
        check(UseMeter.isNewWork(use) ? KeyStates::requireUsable : KeyStates::requireOldWork);
    ManagedKeyRecord record = seen.record();
    KeyUses.require(record, use);
    key.permissions().require(key, record, use, instead, aad);
    return seen;
  }

  @Override
  public void beforeTry(KeyUsage use, long bytes, byte[] aad) {
    ManagedKeyRecord record = check(KeyStates::requireOldWork).record();
    KeyUses.require(record, use);
    key.permissions().require(key, record, use, instead, aad);
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
