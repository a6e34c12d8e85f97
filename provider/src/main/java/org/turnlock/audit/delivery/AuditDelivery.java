// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditLog;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.audit.Auditor;
import org.turnlock.audit.UseKind;
import org.turnlock.audit.UseSum;
import org.turnlock.audit.UseTelling;

/**
 * Tells the sinks of one provider what happens, in the order in which it ends; of successful uses
 * what the rules leave. Thread-safe.
 */
public final class AuditDelivery implements Auditor, AuditLog, AutoCloseable {
  /** So long uses that go on while the JVM ends may take to be told. */
  private static final Duration USES_AT_THE_END = Duration.ofSeconds(1);

  private final AuditOrigin origin;
  private final UseRules rules;
  private final AtomicLong numbers = new AtomicLong();
  private final UsesInFlight inFlight = new UsesInFlight();
  private final UseSummaries summaries = new UseSummaries(Clock.systemUTC());
  private final SummaryThread summaryThread;
  private final JvmEnd jvmEnd = new JvmEnd(this::jvmEnds);
  private volatile Runnable farewell = () -> {};
  private volatile Sinks sinks = new Sinks();
  private volatile boolean closed;

  /** Of which each use is told. */
  public AuditDelivery(AuditOrigin origin) {
    this(origin, UseRules.ALL);
  }

  public AuditDelivery(AuditOrigin origin, UseRules rules) {
    this.origin = origin;
    this.rules = rules;
    this.summaryThread = new SummaryThread(rules.interval(), this::tellSummaries);
  }

  @Override
  public void add(AuditSink sink) {
    add(sink, SinkRule.besides());
  }

  /** Tells {@code sink} too from now on, by a rule of its own. */
  public synchronized void add(AuditSink sink, SinkRule rule) {
    if (closed) {
      throw new IllegalStateException("the provider is closed");
    }
    List<SinkQueue> now = new ArrayList<>(List.of(sinks.queues));
    if (now.stream().anyMatch(queue -> queue.sink().name().equals(sink.name()))) {
      throw new IllegalStateException("there is an audit sink '" + sink.name() + "' already");
    }
    SinkTroubles troubles = new SinkTroubles(sink.name(), rule, this::missed);
    SinkQueue queue = new SinkQueue(sink, rule, troubles);
    queue.start();
    now.add(queue);
    sinks = new Sinks(now.toArray(SinkQueue[]::new));
    jvmEnd.watch();
  }

  @Override
  public boolean remove(String name) {
    SinkQueue removed = null;
    tellSummaries();
    synchronized (this) {
      List<SinkQueue> now = new ArrayList<>();
      for (SinkQueue queue : sinks.queues) {
        if (queue.sink().name().equals(name)) {
          removed = queue;
        } else {
          now.add(queue);
        }
      }
      sinks = new Sinks(now.toArray(SinkQueue[]::new));
      if (now.isEmpty()) {
        jvmEnd.forget();
      }
    }
    if (removed != null) {
      removed.close();
    }
    return removed != null;
  }

  @Override
  public boolean flush(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    tellSummaries();
    boolean all = true;
    for (SinkQueue queue : sinks.queues) {
      all &= queue.drained(deadline);
    }
    return all;
  }

  @Override
  public boolean listens() {
    return sinks.queues.length > 0;
  }

  @Override
  public UseTelling telling(AuditAction action) {
    return rules.telling(action);
  }

  @Override
  public Optional<UseSum> sum(UseKind kind) {
    summaryThread.need();
    return summaries.of(kind);
  }

  @Override
  public Reservation reserve(AuditAction action) {
    inFlight.begin();
    if (closed) {
      inFlight.end();
      throw new AuditUnavailableException("the provider is closed", null);
    }
    try {
      Sinks now = told();
      if (rules.telling(action) == UseTelling.EACH) {
        now.reserve();
        return now;
      }
      now.requireNoTrouble();
      return unreserved;
    } catch (RuntimeException e) {
      inFlight.end();
      throw e;
    }
  }

  /** A sink that uses keys is told of that itself no more: each event would lead to another. */
  private Sinks told() {
    SinkQueue own = SinkQueue.ofThisThread();
    return own == null ? sinks : sinks.without(own);
  }

  /** The sinks that there are at a time; those who have room with them cancel or tell them. */
  private final class Sinks implements Reservation {
    private final SinkQueue[] queues;

    Sinks(SinkQueue... queues) {
      this.queues = queues;
    }

    Sinks without(SinkQueue one) {
      return new Sinks(
          Arrays.stream(queues).filter(queue -> queue != one).toArray(SinkQueue[]::new));
    }

    void reserve() {
      int made = 0;
      try {
        for (; made < queues.length; made++) {
          if (queues[made].required()) {
            queues[made].reserve();
          }
        }
      } catch (RuntimeException e) {
        while (--made >= 0) {
          if (queues[made].required()) {
            queues[made].cancel();
          }
        }
        throw e;
      }
    }

    void requireNoTrouble() {
      for (SinkQueue queue : queues) {
        if (queue.required()) {
          queue.requireNoTrouble();
        }
      }
    }

    @Override
    public void tell(AuditEventBuilder event) {
      int sample = rules.sample(event.action());
      if (sample > 1 && event.mayBeLeftOut() && ThreadLocalRandom.current().nextInt(sample) != 0) {
        cancel();
        return;
      }
      try {
        AuditEvent told = event.build(origin, numbers.incrementAndGet());
        for (SinkQueue queue : queues) {
          if (queue.required()) {
            queue.put(told);
          } else {
            queue.offer(told);
          }
        }
      } finally {
        inFlight.end();
      }
    }

    @Override
    public void cancel() {
      for (SinkQueue queue : queues) {
        if (queue.required()) {
          queue.cancel();
        }
      }
      inFlight.end();
    }
  }

  /** For uses that are summed up or left out when they succeed. */
  private final Reservation unreserved =
      new Reservation() {
        @Override
        public void tell(AuditEventBuilder event) {
          try {
            if (!event.mayBeLeftOut()) {
              AuditDelivery.this.tell(event);
            } else if (rules.telling(event.action()) == UseTelling.SUMMED_UP && !isAdded(event)) {
              AuditDelivery.this.tell(event);
            }
          } finally {
            inFlight.end();
          }
        }

        @Override
        public void cancel() {
          inFlight.end();
        }
      };

  /** False if so many different uses wait already that this one had better be told by itself. */
  private boolean isAdded(AuditEventBuilder use) {
    UseKind kind =
        new UseKind(use.action(), use.key(), use.principal(), use.algorithm(), use.mechanism());
    long nanos = use.durationNanos();
    long begin = System.nanoTime() - nanos;
    Optional<UseSum> sum;
    do {
      sum = sum(kind);
    } while (sum.isPresent()
        && !sum.get().add(begin, nanos, use.tokenCalls(), use.inputBytes(), use.outputBytes()));
    return sum.isPresent();
  }

  @Override
  public void tell(AuditEventBuilder event) {
    tell(told(), event);
  }

  private void tell(Sinks whom, AuditEventBuilder event) {
    AuditEvent told = event.build(origin, numbers.incrementAndGet());
    for (SinkQueue queue : whom.queues) {
      queue.putAnyway(told);
    }
  }

  private void tellSummaries() {
    summaries.take().forEach(summary -> tell(sinks, summary));
  }

  /** By a sink's own thread, which must not wait for room that only it can make. */
  private void missed(String sink, long events, long refused, String why) {
    tell(
        sinks,
        new AuditEventBuilder(AuditAction.AUDIT_GAP, Instant.now())
            .parameter("sink", sink)
            .parameter("missedEvents", Long.toString(events))
            .parameter("refusedUses", Long.toString(refused))
            .parameter("reason", why));
  }

  /**
   * Says what else is to be done when the JVM ends and this was not closed, once the sinks have all
   * that was told by then.
   */
  public void whenTheJvmEnds(Runnable last) {
    farewell = last;
  }

  /**
   * Uses may go on in other threads, which nothing is taken from: what they tell is handed over as
   * long as the JVM lives.
   */
  private void jvmEnds() {
    if (closed) {
      return;
    }
    try {
      inFlight.awaitNone(USES_AT_THE_END);
      flush(SinkRule.besides().farewell());
      farewell.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets the uses that go on end, and no more begin; hands over what waits, as far as the sinks
   * take it, and ends them. Idempotent.
   */
  @Override
  public void close() {
    close(null);
  }

  /**
   * As {@link #close()}, told as the last event.
   *
   * @param last null for none
   */
  public void close(AuditEventBuilder last) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      jvmEnd.forget();
    }
    inFlight.awaitNone(SinkRule.besides().farewell());
    summaryThread.close();
    tellSummaries();
    if (last != null) {
      tell(last);
    }
    SinkQueue[] all = sinks.queues;
    for (SinkQueue queue : all) {
      queue.end();
    }
    for (SinkQueue queue : all) {
      queue.close();
    }
  }
}
