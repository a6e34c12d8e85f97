// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.UseKind;
import org.turnlock.audit.UseSum;

/**
 * How often each key was used for what by whom since the last time somebody asked. Who uses a key
 * looks its sum up once and keeps it; when somebody asks, the sums are closed, and the next use
 * finds another.
 */
final class UseSummaries {
  private static final int MOST = 4000;

  private final ConcurrentMap<UseKind, StripedSum> sums = new ConcurrentHashMap<>();
  private final Clock clock;

  UseSummaries(Clock clock) {
    this.clock = clock;
  }

  /** Empty if so many different ones wait already that memory would suffer. */
  Optional<UseSum> of(UseKind kind) {
    UseSum known = sums.get(kind);
    if (known == null) {
      if (sums.size() >= MOST) {
        return Optional.empty();
      }
      known = sums.computeIfAbsent(kind, it -> new StripedSum(clock.instant()));
    }
    return Optional.of(known);
  }

  /** What there was since the last time, each to be told as one event. */
  List<AuditEventBuilder> take() {
    List<AuditEventBuilder> summaries = new ArrayList<>();
    for (UseKind kind : sums.keySet()) {
      StripedSum sum = sums.remove(kind);
      if (sum != null) {
        UseTotals totals = sum.close();
        if (totals.count() > 0) {
          summaries.add(summary(kind, sum, totals));
        }
      }
    }
    return summaries;
  }

  /** Uses are timed by a clock that never jumps; the first is near to when its sum was made. */
  private AuditEventBuilder summary(UseKind what, StripedSum sum, UseTotals totals) {
    Instant first = sum.time(totals.first());
    Instant last = clock.instant().minusNanos(System.nanoTime() - totals.last());
    return new AuditEventBuilder(AuditAction.SUMMARY, first)
        .principal(what.principal())
        .key(what.key())
        .algorithm(what.algorithm())
        .mechanism(what.mechanism())
        .bytes(totals.input(), totals.output())
        .took(totals.nanos(), totals.calls())
        .parameter("summaryOf", what.action().text())
        .parameter("count", Long.toString(totals.count()))
        .parameter("lastTime", (last.isBefore(first) ? first : last).toString());
  }
}
