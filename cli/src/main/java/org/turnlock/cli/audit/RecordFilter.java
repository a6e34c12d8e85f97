// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.trail.TrailReader.LineFilter;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Option;

/** Which records are meant: those that all the given options fit. */
final class RecordFilter {
  /** Characters that records write as they are. */
  private static final String PLAIN = "[A-Za-z0-9_.:@ -]+";

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      description = "Of this key, or of one version of it: payments@3.")
  private String alias;

  @Option(names = "--principal", paramLabel = "NAME", description = "By app:NAME, for example.")
  private String principal;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      description =
          "Encrypt, RotateKey and so on; or all of one type: use, administration, login, system."
              + " Can be repeated.")
  private List<String> events = List.of();

  @Option(names = "--outcome", paramLabel = "OUTCOME", description = "success, refused or failed.")
  private String outcome;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "From 2026-12-24T00:00:00Z on, or 2026-12-24, or 36h for so long ago.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Before that time.")
  private Instant until;

  @Option(
      names = "--context",
      paramLabel = "NAME=VALUE",
      description = "With this pair in the encryption context. Can be repeated.")
  private Map<String, String> context = new LinkedHashMap<>();

  /**
   * Makes sure that there are such events and outcomes.
   *
   * @throws IllegalArgumentException if not, saying which there are
   */
  void check() {
    events.forEach(event -> among(event, eventNames()));
    if (outcome != null) {
      among(outcome, Arrays.stream(AuditOutcome.values()).map(AuditOutcome::text).toList());
    }
  }

  private static void among(String word, List<String> words) {
    if (words.stream().noneMatch(word::equalsIgnoreCase)) {
      throw new IllegalArgumentException("'" + word + "' is none of " + String.join(", ", words));
    }
  }

  private static List<String> eventNames() {
    Stream<String> types = Arrays.stream(AuditKind.values()).map(AuditKind::text);
    return Stream.concat(types, Arrays.stream(AuditAction.values()).map(AuditAction::text))
        .toList();
  }

  /** Sorts out most lines before they are read. */
  LineFilter lines() {
    List<LineFilter> filters = new ArrayList<>();
    plain(alias == null ? null : pinned().map(KeyNames.Pinned::alias).orElse(alias), filters);
    plain(principal, filters);
    if (outcome != null) {
      filters.add(LineFilter.holding("\"outcome\":\"" + outcome.toLowerCase(Locale.ROOT)));
    }
    return (bytes, from, to) -> {
      for (LineFilter filter : filters) {
        if (!filter.mayMatch(bytes, from, to)) {
          return false;
        }
      }
      return true;
    };
  }

  private static void plain(String text, List<LineFilter> filters) {
    if (text != null && text.matches(PLAIN)) {
      filters.add(LineFilter.holding("\"" + text + "\""));
    }
  }

  private Optional<KeyNames.Pinned> pinned() {
    return KeyNames.parse(alias);
  }

  boolean matches(TrailRecord record) {
    return (alias == null || matchesKey(record))
        && (principal == null || principal.equals(record.principal()))
        && (events.isEmpty() || events.stream().anyMatch(event -> matchesEvent(record, event)))
        && (outcome == null || outcome.equalsIgnoreCase(record.outcome()))
        && (since == null || !record.time().isBefore(since))
        && (until == null || record.time().isBefore(until))
        && record.context().entrySet().containsAll(context.entrySet());
  }

  private boolean matchesKey(TrailRecord record) {
    return pinned()
        .map(it -> it.alias().equals(record.alias()) && it.version() == record.version())
        .orElseGet(() -> alias.equals(record.alias()));
  }

  /** A summary is of the event that it sums up. */
  private static boolean matchesEvent(TrailRecord record, String event) {
    return event.equalsIgnoreCase(record.name())
        || event.equalsIgnoreCase(record.type())
        || event.equalsIgnoreCase(record.parameters().get("summaryOf"));
  }
}
