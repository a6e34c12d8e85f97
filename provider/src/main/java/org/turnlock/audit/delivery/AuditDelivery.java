// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditLog;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.Auditor;

/** Tells the sinks of one provider what happens, in the order in which it ends. Thread-safe. */
public final class AuditDelivery implements Auditor, AuditLog, AutoCloseable {
  private final AuditOrigin origin;
  private final AtomicLong numbers = new AtomicLong();
  private volatile SinkQueue[] queues = {};
  private volatile boolean closed;

  public AuditDelivery(AuditOrigin origin) {
    this.origin = origin;
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
    List<SinkQueue> now = new ArrayList<>(List.of(queues));
    if (now.stream().anyMatch(queue -> queue.sink().name().equals(sink.name()))) {
      throw new IllegalStateException("there is an audit sink '" + sink.name() + "' already");
    }
    SinkTroubles troubles = new SinkTroubles(sink.name(), rule.required(), this::missed);
    SinkQueue queue = new SinkQueue(sink, rule, troubles);
    queue.start();
    now.add(queue);
    queues = now.toArray(SinkQueue[]::new);
  }

  @Override
  public boolean remove(String name) {
    SinkQueue removed = null;
    synchronized (this) {
      List<SinkQueue> now = new ArrayList<>();
      for (SinkQueue queue : queues) {
        if (queue.sink().name().equals(name)) {
          removed = queue;
        } else {
          now.add(queue);
        }
      }
      queues = now.toArray(SinkQueue[]::new);
    }
    if (removed != null) {
      removed.close();
    }
    return removed != null;
  }

  @Override
  public boolean flush(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean all = true;
    for (SinkQueue queue : queues) {
      all &= queue.drained(deadline);
    }
    return all;
  }

  @Override
  public boolean listens() {
    return queues.length > 0;
  }

  @Override
  public Reservation reserve() {
    SinkQueue[] all = queues;
    int made = 0;
    try {
      for (; made < all.length; made++) {
        if (all[made].required()) {
          all[made].reserve();
        }
      }
    } catch (RuntimeException e) {
      while (--made >= 0) {
        if (all[made].required()) {
          all[made].cancel();
        }
      }
      throw e;
    }
    return new Reserved(all);
  }

  /** Room with the sinks that there were when it was made. */
  private final class Reserved implements Reservation {
    private final SinkQueue[] all;

    Reserved(SinkQueue[] all) {
      this.all = all;
    }

    @Override
    public void tell(AuditEventBuilder event) {
      AuditEvent told = event.build(origin, numbers.incrementAndGet());
      for (SinkQueue queue : all) {
        if (queue.required()) {
          queue.put(told);
        } else {
          queue.offer(told);
        }
      }
    }

    @Override
    public void cancel() {
      for (SinkQueue queue : all) {
        if (queue.required()) {
          queue.cancel();
        }
      }
    }
  }

  /** By a sink's own thread, which must not wait for room that only it can make. */
  private void missed(String sink, long events, String why) {
    AuditEvent gap =
        new AuditEventBuilder(AuditAction.AUDIT_GAP, Instant.now())
            .parameter("sink", sink)
            .parameter("missedEvents", Long.toString(events))
            .parameter("reason", why)
            .build(origin, numbers.incrementAndGet());
    for (SinkQueue queue : queues) {
      queue.offer(gap);
    }
  }

  /** Hands over what waits, as far as the sinks take it, and ends them. Idempotent. */
  @Override
  public void close() {
    SinkQueue[] last;
    synchronized (this) {
      closed = true;
      last = queues;
      queues = new SinkQueue[0];
    }
    for (SinkQueue queue : last) {
      queue.close();
    }
  }
}
