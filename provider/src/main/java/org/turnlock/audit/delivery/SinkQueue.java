// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.audit.CountingSink;

/**
 * What waits for one sink, and the thread that hands it over. Who tells makes an atomic step for
 * the room and one for the queue; the thread is woken only when it has slept for want of events.
 */
final class SinkQueue implements AutoCloseable {
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LINGERS = 20;

  /** Room is given back in parts of the capacity: who waits is not woken for one event. */
  private static final int PARTS = 16;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final AuditSink sink;
  private final SinkRule rule;
  private final SinkTroubles troubles;
  private final Runnable counting;
  private final Queue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
  private final Room room;
  private final int releasedAtOnce;
  private final BooleanSupplier givenUp = this::isGivenUp;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final Thread thread;
  private volatile boolean asleep;
  private final CountDownLatch handedOver = new CountDownLatch(1);
  private volatile boolean closed;

  SinkQueue(AuditSink sink, SinkRule rule, SinkTroubles troubles) {
    this.sink = sink;
    this.rule = rule;
    this.troubles = troubles;
    this.counting = sink instanceof CountingSink counter ? counter::enqueued : () -> {};
    this.room = new Room(rule.capacity());
    this.releasedAtOnce = Math.max(1, rule.capacity() / PARTS);
    this.thread = new SinkThread(this);
  }

  private static final class SinkThread extends Thread {
    private final SinkQueue queue;

    SinkThread(SinkQueue queue) {
      super("Turnlock-audit-" + queue.sink.name());
      this.queue = queue;
      setDaemon(true);
    }

    @Override
    public void run() {
      queue.run();
    }
  }

  /** The queue whose sink is running in this thread; null if none is. */
  static SinkQueue ofThisThread() {
    return Thread.currentThread() instanceof SinkThread own ? own.queue : null;
  }

  void start() {
    thread.start();
  }

  AuditSink sink() {
    return sink;
  }

  boolean required() {
    return rule.required();
  }

  /** Room that can be overdrawn. */
  private static final class Room extends Semaphore {
    private static final long serialVersionUID = 1L;

    Room(int capacity) {
      super(capacity);
    }

    boolean overdraw(int most) {
      boolean may = availablePermits() > -most;
      if (may) {
        reducePermits(1);
      }
      return may;
    }
  }

  /**
   * Looks whether the sink takes events.
   *
   * @throws AuditUnavailableException if not
   */
  void requireNoTrouble() {
    troubles.requireNone();
  }

  /** Makes room for one event, in a required sink's queue. */
  void reserve() {
    troubles.requireNone();
    if (!room.tryAcquire() && !acquire(rule.patience())) {
      troubles.requireNone();
      throw new AuditUnavailableException(
          "the audit sink '"
              + sink.name()
              + "' has been too slow for "
              + rule.patience().toSeconds()
              + " s: "
              + rule.capacity()
              + " events wait for it",
          null);
    }
  }

  /** The room is not needed. */
  void cancel() {
    room.release();
  }

  /** Hands over an event that room was made for. */
  void put(AuditEvent event) {
    taken.incrementAndGet();
    counting.run();
    waiting.add(event);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Hands over an event, or has the sink miss it: where nobody needs to wait for it, at once. */
  void offer(AuditEvent event) {
    boolean waits = rule.insists() && !troubles.any();
    if (room.tryAcquire() || waits && acquire(rule.patience())) {
      put(event);
    } else {
      troubles.missed();
    }
  }

  /**
   * Hands over an event that nobody has made room for, without waiting. A sink that should miss
   * nothing gets it beyond the capacity if need be, and up to twice that.
   */
  void putAnyway(AuditEvent event) {
    if (room.tryAcquire() || rule.insists() && room.overdraw(rule.capacity())) {
      put(event);
    } else {
      troubles.missed();
    }
  }

  /**
   * Waits without heeding an interrupt, which the caller finds afterwards; for a sink that has come
   * into trouble no longer than it takes to notice.
   */
  private boolean acquire(Duration limit) {
    boolean interrupted = false;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        try {
          long left = end - System.nanoTime();
          if (room.tryAcquire(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
            return true;
          }
          if (left <= LOOK_NANOS || troubles.any()) {
            return false;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until all that was handed over before is with the sink. */
  boolean drained(long deadline) throws InterruptedException {
    long upTo = taken.get();
    while (done.get() < upTo) {
      if (System.nanoTime() - deadline > 0 || !thread.isAlive()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return true;
  }

  private void run() {
    try {
      deliver();
    } finally {
      handedOver.countDown();
      troubles.close(sink);
    }
  }

  private void deliver() {
    int quiet = 0;
    while (true) {
      boolean ending = closed;
      if (handOver() > 0) {
        quiet = 0;
      } else if (troubles.flushAgain(sink) && !ending) {
        quiet = 0;
      } else if (ending) {
        return;
      } else if (quiet++ < LINGERS) {
        LockSupport.parkNanos(this, LINGER_NANOS);
      } else {
        asleep = true;
        if (waiting.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
        quiet = 0;
      }
    }
  }

  /** Hands over what waits now; what comes meanwhile is for the next time, after the flush. */
  private long handOver() {
    long waitingNow = taken.get() - done.get();
    long events = 0;
    int unreleased = 0;
    AuditEvent event;
    while (events < waitingNow && (event = waiting.poll()) != null) {
      troubles.deliver(sink, event, givenUp);
      events++;
      if (++unreleased == releasedAtOnce) {
        room.release(unreleased);
        unreleased = 0;
      }
    }
    room.release(unreleased);
    if (events > 0) {
      troubles.flush(sink);
      done.addAndGet(events);
    }
    return events;
  }

  private boolean isGivenUp() {
    return closed && Thread.currentThread().isInterrupted();
  }

  /** Nothing comes any more. */
  void end() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /**
   * Hands over what waits, and has the sink closed, as long as that takes no longer than allowed. A
   * sink that does this itself is not waited for.
   */
  @Override
  public void close() {
    end();
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    try {
      if (!handedOver.await(rule.farewell().toNanos(), TimeUnit.NANOSECONDS)) {
        thread.interrupt();
        troubles.givenUp(taken.get() - done.get());
        return;
      }
      thread.join(2 * rule.farewell().toMillis()); // a trail has its end signed first
      if (thread.isAlive()) {
        thread.interrupt();
        troubles.stillClosing();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      thread.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
