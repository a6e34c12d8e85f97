// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps what it is told. */
public final class KeptEvents implements AuditSink {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Without any event yet. */
  public KeptEvents() {}

  private final List<AuditEvent> events = new ArrayList<>();
  private volatile boolean closed;

  @Override
  public String name() {
    return "kept";
  }

  @Override
  public void accept(AuditEvent event) {
    synchronized (events) {
      events.add(event);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean isClosed() {
    return closed;
  }

  /** All that was told so far. */
  public List<AuditEvent> all() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** All that {@code log} was told so far, after which there is nothing. */
  public List<AuditEvent> takeAll(AuditLog log) throws InterruptedException {
    if (!log.flush(LONG)) {
      throw new AssertionError("the events do not come");
    }
    synchronized (events) {
      List<AuditEvent> taken = List.copyOf(events);
      events.clear();
      return taken;
    }
  }

  /** The same, those of one action. */
  public List<AuditEvent> take(AuditLog log, AuditAction action) throws InterruptedException {
    return takeAll(log).stream().filter(event -> event.action() == action).toList();
  }
}
