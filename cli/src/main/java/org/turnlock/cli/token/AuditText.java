// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.cli.console.TimeText;
import org.turnlock.config.AuditSettings;

/** What a configuration has told of the uses of keys, and to whom, in a few words. */
public final class AuditText {
  private AuditText() {}

  /** {@code each use of a key, to the trail in /var/log/turnlock}; empty if nobody is told. */
  public static Optional<String> of(AuditSettings audit) {
    List<String> places = new ArrayList<>();
    audit.trail().ifPresent(trail -> places.add("the trail in " + trail.directory()));
    audit.sinks().forEach(sink -> places.add("sink " + sink));
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(uses(audit) + ", to " + String.join(" and ", places));
  }

  private static String uses(AuditSettings audit) {
    return switch (audit.uses()) {
      case FULL ->
          audit.omitted().isEmpty() && audit.samples().isEmpty()
              ? "each use of a key"
              : "uses of keys, some left out";
      case SUMMARY -> "sums of the uses of keys, each " + TimeText.length(audit.summaryInterval());
      case OFF -> "no uses of keys but those that fail";
    };
  }
}
