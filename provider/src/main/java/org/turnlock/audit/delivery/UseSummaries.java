// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditedKey;

/**
 * How often each key was used for what by whom since the last time somebody asked. Threads that use
 * keys at once add to different parts; each part has a lock, so that nothing is lost when somebody
 * asks.
 */
final class UseSummaries {
  private static final int PARTS = 16;
  private static final int MOST_IN_A_PART = 1000;

  private final Part[] parts = new Part[PARTS];

  UseSummaries() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** What the uses of one summary have in common. */
  private record What(
      AuditAction action, AuditedKey key, String principal, String algorithm, String mechanism) {}

  private static final class Part {
    private Map<What, UseSum> sums = new HashMap<>();

    synchronized boolean add(What what, AuditEventBuilder use) {
      UseSum sum = sums.get(what);
      if (sum == null) {
        if (sums.size() == MOST_IN_A_PART) {
          return false;
        }
        sum = new UseSum();
        sums.put(what, sum);
      }
      sum.add(use);
      return true;
    }

    synchronized Map<What, UseSum> take() {
      Map<What, UseSum> taken = sums;
      if (!taken.isEmpty()) {
        sums = new HashMap<>();
      }
      return taken;
    }
  }

  /** False if so many different ones wait already that this one had better be told by itself. */
  boolean add(AuditEventBuilder use) {
    What what =
        new What(use.action(), use.key(), use.principal(), use.algorithm(), use.mechanism());
    return parts[(int) (Thread.currentThread().getId() & PARTS - 1)].add(what, use);
  }

  /** What there was since the last time, each to be told as one event. */
  List<AuditEventBuilder> take() {
    Map<What, UseSum> all = new HashMap<>();
    for (Part part : parts) {
      part.take().forEach((what, sum) -> all.computeIfAbsent(what, it -> new UseSum()).add(sum));
    }
    List<AuditEventBuilder> summaries = new ArrayList<>();
    all.forEach((what, sum) -> summaries.add(summary(what, sum)));
    return summaries;
  }

  private static AuditEventBuilder summary(What what, UseSum sum) {
    return new AuditEventBuilder(AuditAction.SUMMARY, Instant.ofEpochMilli(sum.first()))
        .principal(what.principal())
        .key(what.key())
        .algorithm(what.algorithm())
        .mechanism(what.mechanism())
        .bytes(sum.input(), sum.output())
        .took(sum.nanos(), sum.calls())
        .parameter("summaryOf", what.action().text())
        .parameter("count", Long.toString(sum.count()))
        .parameter("lastTime", Instant.ofEpochMilli(sum.last()).toString());
  }
}
