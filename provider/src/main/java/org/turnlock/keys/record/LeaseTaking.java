// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.RecordShelf.Kept;
import org.turnlock.keys.record.RecordShelf.SeenLease;
import org.turnlock.keys.record.StoreSettings.Step;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;

/**
 * Takes leases. PKCS#11 has no compare-and-set, so a writer announces itself first and looks around
 * afterwards: of two, the one that announces itself later sees the other. It goes on only if it is
 * alone, and otherwise takes its announcement back and comes again after a random while. There is
 * no rule by which one of two wins: the one that looked first may have been alone then, and be at
 * work.
 */
final class LeaseTaking {
  /** Keeps the threads of this process from contending in the token. */
  private static final Map<String, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int PATIENCE_IN_LEASE_TIMES = 3;

  /** No lease begins at a higher one, so that those that it writes are numbers too. */
  private static final long LAST_REVISION = Long.MAX_VALUE - 2 * LeaseNote.REVISIONS;

  private final RecordShelf shelf;
  private final String scope;
  private final Predicate<KeyId> keyExists;
  private final StoreSettings settings;
  private final UsageFolding folding;
  private final Map<String, LeaseJudge> judges = new ConcurrentHashMap<>();
  private final OpenLeases open = new OpenLeases();

  /** Owners of leases that are over here, but could not be given back. */
  private final Set<WriterId> leftBehind = ConcurrentHashMap.newKeySet();

  /**
   * @param scope names what the leases are for, the same wherever it is opened in this process
   */
  LeaseTaking(RecordShelf shelf, String scope, Predicate<KeyId> keyExists, StoreSettings settings) {
    this.shelf = shelf;
    this.scope = scope;
    this.keyExists = keyExists;
    this.settings = settings;
    this.folding = new UsageFolding(shelf, settings);
  }

  HeldLease take(String alias) {
    long begun = settings.nanoTime().getAsLong();
    Semaphore local =
        IN_THIS_PROCESS.computeIfAbsent(scope + "/" + alias, name -> new Semaphore(1, true));
    enter(local, alias);
    boolean taken = false;
    try {
      LeaseJudge judge =
          judges.computeIfAbsent(alias, name -> new LeaseJudge(settings, leftBehind));
      long pause = FIRST_PAUSE_NANOS;
      while (true) {
        Optional<HeldLease> lease = begin(alias, judge, local);
        if (lease.isPresent()) {
          taken = true;
          return lease.get();
        }
        if (settings.nanoTime().getAsLong() - begun > patienceNanos()) {
          throw busy(alias);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted(alias, null);
        }
        settings.pause().accept(ThreadLocalRandom.current().nextLong(pause / 2, pause));
        pause = Math.min(LONGEST_PAUSE_NANOS, pause * 3 / 2);
      }
    } finally {
      if (!taken) {
        local.release();
      }
    }
  }

  private Optional<HeldLease> begin(String alias, LeaseJudge judge, Semaphore local) {
    open.begin(alias);
    Optional<HeldLease> lease = Optional.empty();
    try {
      lease =
          attempt(
              alias,
              judge,
              () -> {
                open.end();
                local.release();
              });
      return lease;
    } finally {
      if (lease.isEmpty()) {
        open.end();
      }
    }
  }

  /** Gives no more leases from here on, and waits until those that it gave are back. */
  void end(Duration patience) {
    open.endAll(patience);
  }

  private long patienceNanos() {
    return settings.leaseTime().toNanos() * PATIENCE_IN_LEASE_TIMES;
  }

  private void enter(Semaphore local, String alias) {
    try {
      if (!local.tryAcquire(patienceNanos(), TimeUnit.NANOSECONDS)) {
        throw new ManagedKeyException(
                Reason.BUSY,
                "key '" + alias + "' is being changed by another thread of this process")
            .about(alias);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(alias, e);
    }
  }

  private static ManagedKeyException interrupted(String alias, InterruptedException cause) {
    return new ManagedKeyException(
            Reason.BUSY, "interrupted while waiting to change key '" + alias + "'", cause)
        .about(alias);
  }

  private ManagedKeyException busy(String alias) {
    List<String> holders =
        shelf.leases(alias).stream()
            .filter(lease -> lease.note() != null)
            .map(
                lease ->
                    "process "
                        + lease.note().process().pid()
                        + (lease.note().process().isVisible() ? "" : " elsewhere"))
            .distinct()
            .toList();
    return new ManagedKeyException(
            Reason.BUSY,
            "key '"
                + alias
                + "' is being changed by "
                + (holders.isEmpty() ? "others, one after the other" : String.join(", ", holders))
                + "; try again")
        .about(alias);
  }

  private Optional<HeldLease> attempt(String alias, LeaseJudge judge, Runnable release) {
    List<SeenLease> before = shelf.leases(alias);
    Set<WriterId> dead = judge.dead(before);
    if (!before.stream().allMatch(lease -> dead.contains(lease.owner()))) {
      return Optional.empty();
    }
    long revision = revisionAbove(alias, shelf.records(alias), before);
    LeaseNote note =
        new LeaseNote(
            alias,
            WriterId.random(),
            0,
            ProcessIdentity.own(),
            revision,
            KeyId.random(),
            false,
            dead.stream().sorted((a, b) -> a.hex().compareTo(b.hex())).toList());
    long since = settings.nanoTime().getAsLong();
    TokenData announcement = shelf.add(note);
    boolean held = false;
    try {
      settings.steps().after(Step.LEASE_ANNOUNCED);
      List<SeenLease> now = shelf.leases(alias);
      List<Kept> records = shelf.records(alias);
      if (!isAlone(note, now, judge.dead(now)) || newestRevision(records) >= revision) {
        return Optional.empty();
      }
      LeaseWriter writer =
          new LeaseWriter(shelf, settings, note, announcement, since, List.copyOf(now));
      try {
        writer.begin(records, keyExists);
      } catch (ManagedKeyException e) {
        if (e.reason() == Reason.CONFLICT) {
          return Optional.empty();
        }
        throw e;
      }
      HeldLease lease =
          new HeldLease(
              writer,
              folding,
              back -> {
                if (!back) {
                  leftBehind.add(note.owner());
                }
                release.run();
              });
      settings.steps().after(Step.LEASE_TAKEN);
      held = true;
      return Optional.of(lease);
    } finally {
      if (!held) {
        withdraw(note, announcement);
      }
    }
  }

  /** What cannot be taken back now is dead in the eyes of others after the lease time. */
  private void withdraw(LeaseNote note, TokenData announcement) {
    try {
      shelf.remove(announcement);
    } catch (TokenException unreachable) {
      // Whatever brought us here is the failure to report.
      leftBehind.add(note.owner());
    }
  }

  /** Above all that is there, and above all that dead holders may yet write. */
  private static long revisionAbove(String alias, List<Kept> records, List<SeenLease> dead) {
    long highest = newestRevision(records);
    for (SeenLease lease : dead) {
      if (lease.note() != null) {
        long last = Math.min(lease.note().revision(), LAST_REVISION) + LeaseNote.REVISIONS;
        highest = Math.max(highest, last);
      }
    }
    if (highest >= LAST_REVISION) {
      throw new ManagedKeyException(
              Reason.DAMAGED,
              "key '"
                  + alias
                  + "' cannot be changed: its record, or a lease of it, has a revision above which"
                  + " there is no room for another; Turnlock has not written that")
          .about(alias);
    }
    return highest + 1;
  }

  private static long newestRevision(List<Kept> records) {
    return records.isEmpty() ? 0 : records.get(0).record().revision();
  }

  /** Whether all others are those that the announcement says are dead, and still are. */
  private static boolean isAlone(LeaseNote mine, List<SeenLease> leases, Set<WriterId> dead) {
    boolean there = false;
    for (SeenLease lease : leases) {
      boolean own = lease.owner().equals(mine.owner());
      there |= own;
      boolean overtaken = mine.takesOver().contains(lease.owner()) && dead.contains(lease.owner());
      if (!own && !overtaken) {
        return false;
      }
    }
    return there;
  }
}
