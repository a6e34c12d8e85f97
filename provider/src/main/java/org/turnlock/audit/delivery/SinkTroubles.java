// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.AuditUnavailableException;

/**
 * What becomes of a sink that fails. A required one is offered the same event until it takes it,
 * and meanwhile no key is used; another one misses it. Both are said once, and what was missed is
 * told as an event when the sink takes events again.
 */
final class SinkTroubles {
  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  /**
   * Is told how many events a sink has missed, and how many uses were refused because of it, once
   * it takes events again.
   */
  @FunctionalInterface
  interface GapTeller {
    void missed(String sink, long events, long refused, String why);
  }

  private final String name;
  private final SinkRule rule;
  private final GapTeller gaps;
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile Throwable trouble;
  private boolean accepting;
  private boolean flushing = true;

  SinkTroubles(String name, SinkRule rule, GapTeller gaps) {
    this.name = name;
    this.rule = rule;
    this.gaps = gaps;
  }

  /**
   * @throws AuditUnavailableException while the sink takes no events
   */
  void requireNone() {
    Throwable now = trouble;
    if (now != null) {
      refused();
      throw new AuditUnavailableException(
          "the key is not used, because that could not be told: the audit sink '"
              + name
              + "' fails ("
              + now
              + "); it is tried again every second, and auditFailOpen = true lets keys be used"
              + " meanwhile",
          now);
    }
  }

  boolean any() {
    return trouble != null;
  }

  void refused() {
    refused.incrementAndGet();
  }

  void missed() {
    missed.incrementAndGet();
  }

  void deliver(AuditSink sink, AuditEvent event, BooleanSupplier givenUp) {
    long pause = FIRST_PAUSE;
    while (!accepted(sink, event)) {
      if (!rule.insists() || givenUp.getAsBoolean()) {
        missed();
        return;
      }
      LockSupport.parkNanos(this, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** A sink is not ours: it may throw anything. */
  private boolean accepted(AuditSink sink, AuditEvent event) {
    try {
      sink.accept(event);
      accepting = true;
    } catch (Throwable e) {
      accepting = false;
      failed(e);
    }
    return accepting;
  }

  /** Only when what was accepted is kept is the trouble over. */
  void flush(AuditSink sink) {
    try {
      sink.flush();
      flushing = true;
    } catch (Throwable e) {
      flushing = false;
      failed(e);
    }
    if (accepting && flushing) {
      over();
    }
  }

  /**
   * Tries again, after a pause, what the sink could not keep: nothing new may come that would have
   * it tried.
   *
   * @return whether there was need to
   */
  boolean flushAgain(AuditSink sink) {
    if (flushing) {
      return false;
    }
    LockSupport.parkNanos(this, LONGEST_PAUSE);
    flush(sink);
    return true;
  }

  private void failed(Throwable e) {
    if (trouble == null) {
      LOG.log(
          Level.ERROR,
          rule.required()
              ? "the audit sink '" + name + "' fails: no key is used until it takes events again"
              : "the audit sink '" + name + "' fails, and misses events",
          e);
    }
    trouble = e;
  }

  private void over() {
    Throwable before = trouble;
    if (before != null) {
      trouble = null;
      LOG.log(Level.INFO, "the audit sink '" + name + "' takes events again");
    }
    if (missed.get() > 0 || refused.get() > 0) {
      gaps.missed(
          name,
          missed.getAndSet(0),
          refused.getAndSet(0),
          before == null ? "its queue was full" : before.toString());
    }
  }

  void givenUp(long events) {
    LOG.log(
        Level.ERROR,
        "the audit sink '" + name + "' did not end in time: " + events + " events are lost");
  }

  void stillClosing() {
    LOG.log(Level.ERROR, "the audit sink '" + name + "' has not closed in time");
  }

  void close(AuditSink sink) {
    try {
      sink.close();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "the audit sink '" + name + "' could not be closed", e);
    }
  }
}
