// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.trail.Durability;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.audit.trail.TrailSink;
import org.turnlock.config.AuditSettings.Uses;

/** The audit's directives: how they are written, and what they add up to. */
final class AuditDirectives {
  static final Map<String, Uses> USES =
      Map.of("full", Uses.FULL, "summary", Uses.SUMMARY, "off", Uses.OFF);
  static final Set<String> DURABILITIES =
      Arrays.stream(Durability.values()).map(Durability::text).collect(Collectors.toSet());

  private static final List<String> OF_THE_TRAIL =
      List.of("auditDurability", "auditFileSize", "auditFileAge", "auditHeadInterval");

  private static final int LARGEST_SAMPLE = 1_000_000;
  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
  private static final Pattern SAMPLE = Pattern.compile("([A-Za-z]+)/([0-9]{1,7})");
  private static final Set<AuditAction> LEFT_OUT_NEVER =
      Set.of(AuditAction.CHOOSE_KEY, AuditAction.SUMMARY);
  private static final Map<String, AuditAction> BY_LOWER_CASE =
      Arrays.stream(AuditAction.values())
          .collect(Collectors.toMap(it -> it.text().toLowerCase(Locale.ROOT), Function.identity()));

  private AuditDirectives() {}

  /** Names of sinks. */
  static Set<String> names(Tokens tokens) throws BadValue {
    Set<String> names = new LinkedHashSet<>();
    for (String name : words(tokens)) {
      if (!NAME.matcher(name).matches()) {
        throw new BadValue(quoted(name) + " is not the name of an audit sink");
      }
      if (!names.add(name)) {
        throw new BadValue(quoted(name) + " is given twice");
      }
    }
    return names;
  }

  /** Uses of keys that may be left out. */
  static Set<AuditAction> uses(Tokens tokens) throws BadValue {
    Set<AuditAction> uses = new LinkedHashSet<>();
    for (String word : words(tokens)) {
      if (!uses.add(use(word))) {
        throw new BadValue(quoted(word) + " is given twice");
      }
    }
    return uses;
  }

  /** Uses of keys, and one of how many of each is told. */
  static Map<AuditAction, Integer> samples(Tokens tokens) throws BadValue {
    Map<AuditAction, Integer> samples = new LinkedHashMap<>();
    for (String word : words(tokens)) {
      Matcher sample = SAMPLE.matcher(word);
      if (!sample.matches()) {
        throw new BadValue(quoted(word) + " is not a use and a number, as Encrypt/100 is");
      }
      int of = Integer.parseInt(sample.group(2));
      if (of < 2 || of > LARGEST_SAMPLE) {
        throw new BadValue(quoted(word) + ": one of 2 to one of " + LARGEST_SAMPLE);
      }
      if (samples.put(use(sample.group(1)), of) != null) {
        throw new BadValue(quoted(sample.group(1)) + " is given twice");
      }
    }
    return samples;
  }

  private static AuditAction use(String word) throws BadValue {
    AuditAction action = BY_LOWER_CASE.get(word.toLowerCase(Locale.ROOT));
    if (action == null) {
      throw new BadValue(quoted(word) + " is none of " + sampled());
    }
    if (action.kind() != AuditKind.USE || LEFT_OUT_NEVER.contains(action)) {
      throw new BadValue(
          quoted(word) + " is always told: only successful uses may be left out, " + sampled());
    }
    return action;
  }

  private static Set<String> sampled() {
    return Arrays.stream(AuditAction.values())
        .filter(it -> it.kind() == AuditKind.USE && !LEFT_OUT_NEVER.contains(it))
        .map(AuditAction::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> words(Tokens tokens) throws BadValue {
    return List.of(BLANKS.split(tokens.restOfLine().strip()));
  }

  private static String quoted(String word) {
    return "'" + Tokens.shortened(word) + "'";
  }

  /** What the directives add up to. */
  @SuppressWarnings("unchecked") // each was read by the method above of its type
  static AuditSettings settings(ParsedConfiguration parsed, Optional<Path> trail) {
    AuditSettings otherwise = AuditSettings.DEFAULT;
    Set<String> sinks = parsed.get("auditSinks", Set.class, Set.of());
    Set<String> required = parsed.get("auditRequired", Set.class, Set.of());
    Set<AuditAction> omitted = parsed.get("auditOmit", Set.class, otherwise.omitted());
    Map<AuditAction, Integer> samples = parsed.get("auditSample", Map.class, otherwise.samples());
    Uses uses = USES.get(parsed.string("auditUses", "full"));
    if (sinks.contains(TrailSink.NAME)) {
      throw parsed.refuse("auditSinks", "the trail is configured by auditTrail = DIRECTORY");
    }
    for (String name : required) {
      if (!sinks.contains(name)) {
        throw parsed.refuse(
            "auditRequired",
            name.equals(TrailSink.NAME)
                ? "the trail must miss nothing anyway"
                : "auditSinks does not name '" + name + "'");
      }
    }
    for (AuditAction action : omitted) {
      if (samples.containsKey(action)) {
        throw parsed.refuse("auditSample", action.text() + " is left out altogether, by auditOmit");
      }
    }
    return new AuditSettings(
        trail.map(directory -> trail(parsed, directory)),
        List.copyOf(sinks),
        required,
        uses,
        omitted,
        samples,
        parsed.get("auditSummaryInterval", Duration.class, otherwise.summaryInterval()),
        parsed.flag("auditFailOpen"),
        parsed.get("auditQueueSize", Long.class, (long) otherwise.queueSize()).intValue(),
        parsed.get("auditTimeout", Duration.class, otherwise.timeout()));
  }

  private static TrailSettings trail(ParsedConfiguration parsed, Path directory) {
    TrailSettings settings = TrailSettings.in(directory);
    String durability = parsed.string("auditDurability", Durability.FSYNC_GROUP.text());
    return settings
        .durability(Durability.of(durability).orElseThrow())
        .files(
            parsed.get("auditFileSize", Long.class, settings.fileBytes()),
            parsed.get("auditFileAge", Duration.class, settings.fileAge()))
        .heads(
            settings.headRecords(),
            parsed.get("auditHeadInterval", Duration.class, settings.headPeriod()));
  }

  /** What was given in vain, one line each. */
  static List<String> warnings(ParsedConfiguration parsed, AuditSettings settings) {
    List<String> warnings = new ArrayList<>();
    if (settings.uses() != Uses.FULL && parsed.has("auditSample")) {
      warnings.add("auditSample has no effect without auditUses = full");
    }
    if (settings.uses() == Uses.OFF && parsed.has("auditOmit")) {
      warnings.add("auditOmit has no effect with auditUses = off");
    }
    if (settings.uses() != Uses.SUMMARY && parsed.has("auditSummaryInterval")) {
      warnings.add("auditSummaryInterval has no effect without auditUses = summary");
    }
    for (String name : OF_THE_TRAIL) {
      if (settings.trail().isEmpty() && parsed.has(name)) {
        warnings.add(name + " has no effect without auditTrail");
      }
    }
    if (settings.trail().isEmpty() && settings.required().isEmpty()) {
      for (String name : List.of("auditFailOpen", "auditTimeout")) {
        if (parsed.has(name)) {
          warnings.add(name + " has no effect without auditTrail or auditRequired");
        }
      }
    }
    if (settings.failOpen()) {
      warnings.add("auditFailOpen = true: keys are used though that cannot be told");
    }
    return warnings;
  }
}
