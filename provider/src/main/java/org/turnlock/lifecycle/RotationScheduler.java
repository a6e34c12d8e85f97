// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.turnlock.keys.RotationReport;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * The thread that rotates keys when they are due. It sleeps until the next one is, and looks again
 * every minute, since keys are made and changed meanwhile. A token that does not answer is tried
 * again; one that is not logged in is left alone until the program has logged in.
 */
public final class RotationScheduler implements AutoCloseable {
  /** How long it sleeps at most. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** When it tries again what has failed. */
  static final Duration RETRY = Duration.ofMinutes(1);

  private static final System.Logger LOG = System.getLogger(RotationScheduler.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DueKeys keys;
  private final Clock clock;
  private final Duration offset;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, String> failures = new HashMap<>();
  private Thread thread;
  private boolean outage;

  /**
   * @param offset by how much it is late on purpose
   */
  RotationScheduler(DueKeys keys, Clock clock, Duration offset) {
    this.keys = keys;
    this.clock = clock;
    this.offset = offset;
  }

  /**
   * Starts the thread, a daemon.
   *
   * @param jitter the longest time by which it is late on purpose
   */
  public static RotationScheduler start(ManagedKeyEngine keys, Clock clock, Duration jitter) {
    Duration offset = Duration.ofMillis(ThreadLocalRandom.current().nextLong(jitter.toMillis()));
    RotationScheduler scheduler = new RotationScheduler(keys, clock, offset);
    scheduler.start((closed, nap) -> closed.await(nap.toMillis(), TimeUnit.MILLISECONDS));
    return scheduler;
  }

  /** Waits until it is time to look again, or the scheduler is closed. */
  @FunctionalInterface
  interface Nap {
    /** True if the scheduler is closed. */
    boolean take(CountDownLatch closed, Duration length) throws InterruptedException;
  }

  void start(Nap nap) {
    // It outlives the thread, and perhaps the application, that opens the provider.
    thread = new Thread(null, () -> run(nap), "Turnlock-rotation", 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Nap nap) {
    try {
      boolean over = false;
      while (!over) {
        over = nap.take(closed, turn());
      }
    } catch (InterruptedException e) {
      // Somebody wants the thread to end, and it does.
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due, and tells how long to sleep then. */
  Duration turn() {
    try {
      Duration nap = work();
      if (outage) {
        outage = false;
        LOG.log(System.Logger.Level.INFO, "managed keys are rotated again when they are due");
      }
      return nap;
    } catch (RuntimeException | Error e) {
      failed(e);
      return RETRY;
    }
  }

  private Duration work() {
    if (!keys.isReachable()) {
      throw new TokenException(
          Reason.NOT_LOGGED_IN, "the token is not logged in, and is left so until a program does");
    }
    Optional<Instant> due = keys.nextDue().map(it -> it.plus(offset));
    if (due.filter(it -> !it.isAfter(clock.instant())).isPresent()) {
      report(keys.rotateDue());
      due = keys.nextDue().map(it -> it.plus(offset));
    }
    if (due.isEmpty()) {
      return LONGEST;
    }
    Duration until = Duration.between(clock.instant(), due.get());
    if (until.isNegative() || until.isZero()) {
      return RETRY;
    }
    return until.compareTo(LONGEST) < 0 ? until : LONGEST;
  }

  private void report(RotationReport report) {
    report
        .rotated()
        .forEach(it -> LOG.log(System.Logger.Level.INFO, "key '" + it + "' was rotated: due"));
    report
        .deleted()
        .forEach(it -> LOG.log(System.Logger.Level.INFO, "key '" + it + "' was deleted: due"));
    failures.keySet().retainAll(report.failed().keySet());
    report
        .failed()
        .forEach(
            (alias, why) -> {
              if (!String.valueOf(why).equals(failures.put(alias, String.valueOf(why)))) {
                LOG.log(
                    System.Logger.Level.WARNING,
                    "key '" + alias + "' is due, and is tried again every minute: " + why);
              }
            });
  }

  private void failed(Throwable e) {
    if (outage || closed.getCount() == 0) {
      return;
    }
    outage = true;
    boolean early = e instanceof TokenException token && token.reason() == Reason.NOT_LOGGED_IN;
    LOG.log(
        early ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        "managed keys are not rotated for now, which is tried again every minute: "
            + DueWork.reason(e));
  }

  /**
   * Ends the thread; what it does just now it ends first, for which it has ten seconds. Then it is
   * interrupted: an authority may hang.
   */
  @Override
  public void close() {
    close(PATIENCE);
  }

  void close(Duration patience) {
    closed.countDown();
    try {
      if (thread != null) {
        thread.join(patience.toMillis());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
