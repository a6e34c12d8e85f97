// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.Set;
import java.util.concurrent.Semaphore;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.token.KeyId;

/** A writer that makes one step each time it is let: one call of the data, one wait, one key. */
final class Actor {
  final String name;
  private final Semaphore mayStep = new Semaphore(0);
  private final Semaphore hasStepped = new Semaphore(0);
  private final RecordStore store;
  private final Set<KeyId> keys;
  private final String alias;
  private volatile boolean ended;
  private Throwable failure;

  /** What its commit has made of the record; null while it has told nothing. */
  ManagedKeyRecord acknowledged;

  /**
   * @param keys in the token
   */
  Actor(String name, String alias, SteppedData data, Set<KeyId> keys, StoreSettings settings) {
    this.name = name;
    this.alias = alias;
    this.keys = keys;
    StoreSettings stepped =
        new StoreSettings(
            settings.leaseTime(),
            data.nanos::get,
            nanos -> turn(),
            settings.clock(),
            settings.partBytes(),
            settings.steps());
    this.store = new DataRecordStore(data.seenBy(this::turn), name, keys::contains, stepped);
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true); // one that is never let on again plays a process that has died
    thread.start();
    hasStepped.acquireUninterruptibly();
  }

  private void turn() {
    hasStepped.release();
    mayStep.acquireUninterruptibly();
  }

  /** One step further. */
  void step() {
    mayStep.release();
    hasStepped.acquireUninterruptibly();
  }

  boolean hasEnded() {
    return ended;
  }

  Throwable failure() {
    return failure;
  }

  private void run() {
    turn();
    try (RecordLease lease = store.lease(alias)) {
      lease.removeLeftovers(keys::remove);
      KeyId id = lease.newKeyId();
      turn();
      keys.add(id);
      ManagedKeyRecord next =
          lease
              .record()
              .map(record -> Records.rotated(record, id))
              .orElseGet(() -> Records.first(alias, id));
      acknowledged = lease.commit(next);
    } catch (ManagedKeyException e) {
      failure = e.reason() == Reason.BUSY || e.reason() == Reason.CONFLICT ? null : e;
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    ended = true;
    hasStepped.release();
  }
}
