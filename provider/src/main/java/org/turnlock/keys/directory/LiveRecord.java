// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.token.TokenException;

/** One key's record as this process knows it, read again when that has become old. Thread-safe. */
final class LiveRecord {
  /** An outage of this many refresh intervals, and of a minute at least, is gone through. */
  private static final int INTERVALS_OF_OUTAGE = 12;

  private static final long SHORTEST_OUTAGE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String alias;
  private final RecordStore store;
  private final long refreshNanos;
  private final long outageNanos;
  private final LongSupplier nanoTime;

  /** Told whenever the record is found to be another one than before. */
  private final Runnable changed;

  private volatile SeenRecord seen;

  LiveRecord(
      String alias, RecordStore store, Duration refresh, LongSupplier nanoTime, Runnable changed) {
    this.alias = alias;
    this.store = store;
    this.refreshNanos = refresh.toNanos();
    this.outageNanos =
        Math.max(SHORTEST_OUTAGE_NANOS, refresh.multipliedBy(INTERVALS_OF_OUTAGE).toNanos());
    this.nanoTime = nanoTime;
    this.changed = changed;
  }

  /** The record, no older than the refresh interval. */
  SeenRecord seen() {
    SeenRecord last = seen;
    return isFresh(last) ? last : refreshed();
  }

  private boolean isFresh(SeenRecord last) {
    return last != null && nanoTime.getAsLong() - last.readAt() < refreshNanos;
  }

  /** One thread reads; those that come meanwhile wait for it. */
  private synchronized SeenRecord refreshed() {
    SeenRecord last = seen;
    if (isFresh(last)) {
      return last;
    }
    try {
      reread();
    } catch (TokenException e) {
      if (last == null || e.reason() != TokenException.Reason.UNAVAILABLE) {
        throw e;
      }
      goOnWith(last, e);
    }
    return seen;
  }

  /** What was known is what there is to go on in an outage, but for so long only. */
  private void goOnWith(SeenRecord last, TokenException outage) {
    long now = nanoTime.getAsLong();
    if (now - last.asOf() > outageNanos) {
      throw new TokenException(
          TokenException.Reason.UNAVAILABLE,
          "what may be done with key '"
              + alias
              + "' was last known "
              + Duration.ofNanos(now - last.asOf()).toSeconds()
              + " s ago, and cannot be read now: "
              + outage.getMessage(),
          outage);
    }
    see(last.record(), now, last.asOf());
  }

  /** The record as it is in the token now. */
  synchronized Optional<ManagedKeyRecord> reread() {
    long now = nanoTime.getAsLong();
    Optional<ManagedKeyRecord> read = store.find(alias);
    see(read.orElse(null), now, now);
    return read;
  }

  /**
   * Sees to it that the record is read after this call began; threads that wait share a reading.
   */
  void rereadFromNow() {
    rereadSince(nanoTime.getAsLong());
  }

  private synchronized void rereadSince(long moment) {
    SeenRecord last = seen;
    if (last == null || last.asOf() - moment < 0) {
      reread();
    }
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
   * Takes a record that this process has written, or read to change it; never goes back to an older
   * one.
   */
  synchronized void learn(ManagedKeyRecord record) {
    SeenRecord last = seen;
    if (last == null || last.record() == null || last.record().revision() <= record.revision()) {
      long now = nanoTime.getAsLong();
      see(record, now, last == null ? now - refreshNanos : last.asOf());
    }
  }

  /**
   * Takes a record out of a reading of all that began at {@code moment}; never goes back to an
   * older one, nor to one that was found to be gone since.
   */
  synchronized void learn(ManagedKeyRecord listed, long moment) {
    SeenRecord last = seen;
    if (last == null) {
      see(listed, moment, moment);
    } else if (last.record() == null
        ? last.readAt() - moment < 0
        : last.record().revision() <= listed.revision()) {
      see(listed, latest(last.readAt(), moment), latest(last.asOf(), moment));
    }
  }

  private static long latest(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** A reading of all that began at {@code moment} did not show the record: look anew. */
  synchronized void missed(long moment) {
    SeenRecord last = seen;
    if (last != null && last.record() != null && last.readAt() - moment < 0) {
      see(last.record(), nanoTime.getAsLong() - refreshNanos - 1, last.asOf());
    }
  }

  /** The record of a key that is there. */
  SeenRecord required() {
    SeenRecord last = seen();
    if (last.record() == null) {
      throw new ManagedKeyException(
              Reason.NOT_FOUND, "there is no managed key '" + alias + "' any more")
          .about(alias);
    }
    return last;
  }
}
