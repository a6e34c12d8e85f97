// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.turnlock.benchmarks.report.Contender.Token;
import org.turnlock.benchmarks.suite.Case;
import org.turnlock.benchmarks.suite.Measurement;
import org.turnlock.benchmarks.suite.Ratio;
import org.turnlock.benchmarks.suite.Results;
import org.turnlock.benchmarks.suite.Units;

/** The numbers of a run. */
final class Tables {
  private static final String NOTHING = "";
  private static final double MIB = 1 << 20;

  private final Results results;

  Tables(Results results) {
    this.results = results;
  }

  String goals() {
    Markdown table = Markdown.table("<Case", "<Goal", "<Measured", "<Reached");
    for (Goal goal : new Goals(results).all()) {
      table.row(List.of(goal.what(), goal.goal(), goal.measured(), goal.verdict().words()));
    }
    return table.toString();
  }

  String numbers() {
    StringBuilder text = new StringBuilder();
    for (Token token : List.of(Token.SOFTHSM, Token.NSS)) {
      add(
          text,
          token.title() + ", one thread, microseconds",
          compared(token, plain().and(it -> !Names.isStream(it)), Measurement::micros));
      add(
          text,
          token.title() + ", streams, one thread, MiB per second",
          compared(token, plain().and(Names::isStream), Tables::mebibytes));
      add(
          text,
          token.title() + ", more threads, operations per second",
          compared(token, it -> it.threads() > 1 && it.delayMicros() == 0, Measurement::rate));
      add(
          text,
          token.title() + " with a round trip for each C call, operations per second",
          compared(token, it -> it.delayMicros() > 0, Measurement::rate));
    }
    add(
        text,
        "Without a module, one thread, microseconds",
        software(it -> !Names.isStream(it), Measurement::micros));
    add(
        text,
        "Without a module, streams, one thread, MiB per second",
        software(Names::isStream, Tables::mebibytes));
    add(text, "C calls and bytes on the heap for one operation, one thread", secondary());
    return text.toString();
  }

  /** Of one thread on the token as it is. */
  private static Predicate<Case> plain() {
    return it -> it.threads() == 1 && it.delayMicros() == 0;
  }

  /** What passes in a second. */
  private static double mebibytes(Measurement of) {
    return of.rate() * of.size() / MIB;
  }

  /** Those of an operation one after the other, in the order of the suite. */
  private List<Case> cases() {
    Map<String, List<Case>> operations = new LinkedHashMap<>();
    results
        .cases()
        .forEach(
            it -> operations.computeIfAbsent(it.operation(), any -> new ArrayList<>()).add(it));
    return operations.values().stream().flatMap(List::stream).toList();
  }

  private static void add(StringBuilder text, String title, Markdown table) {
    if (!table.isEmpty()) {
      text.append("### ")
          .append(title)
          .append("\n\n")
          .append(table.withoutEmptyColumns())
          .append("\n");
    }
  }

  private Markdown compared(
      Token token, Predicate<Case> which, Function<Measurement, Double> value) {
    List<String> heads = new ArrayList<>(List.of("<"));
    token.contenders().forEach(it -> heads.add(it.look().title()));
    heads.add("to SunPKCS11");
    heads.add("to C");
    Markdown table = Markdown.table(heads.toArray(String[]::new));
    String ours = token.with(Look.TURNLOCK).backend();
    for (Case what : cases()) {
      if (which.test(what) && results.find(what, ours).isPresent()) {
        List<String> row = new ArrayList<>(List.of(name(what)));
        for (Contender contender : token.contenders()) {
          row.add(cell(what, contender, it -> digits(value.apply(it), it)));
        }
        row.add(ratio(results.ratio(what, ours, token.with(Look.SUNPKCS11).backend())));
        row.add(ratio(results.ratio(what, ours, token.with(Look.C).backend())));
        table.row(row);
      }
    }
    return table;
  }

  private static String name(Case what) {
    return Names.of(what)
        + Names.threads(what)
        + (what.delayMicros() == 0 ? "" : ", " + Units.millis(what.delayMicros()));
  }

  private static String digits(double value, Measurement of) {
    return of.threads() > 1 || of.delayMicros() > 0 ? Units.rate(value) : Units.number(value);
  }

  private Markdown software(Predicate<Case> which, Function<Measurement, Double> value) {
    List<Contender> contenders = Token.NONE.contenders();
    List<String> heads = new ArrayList<>(List.of("<"));
    contenders.forEach(it -> heads.add(it.look().title()));
    Markdown table = Markdown.table(heads.toArray(String[]::new));
    for (Case what : cases()) {
      boolean any =
          plain().and(which).test(what)
              && contenders.stream().anyMatch(it -> results.find(what, it.backend()).isPresent());
      if (any) {
        List<String> row = new ArrayList<>(List.of(name(what)));
        contenders.forEach(
            it -> row.add(cell(what, it, found -> Units.number(value.apply(found)))));
        table.row(row);
      }
    }
    return table;
  }

  private Markdown secondary() {
    List<Contender> contenders =
        List.of(
            Contender.TURNLOCK_SOFTHSM,
            Contender.SUNPKCS11_SOFTHSM,
            Contender.TURNLOCK_NSS,
            Contender.SUNPKCS11_NSS);
    List<String> heads = new ArrayList<>(List.of("<"));
    for (String kind : List.of("calls", "bytes")) {
      contenders.forEach(
          it -> heads.add(it.look().title() + ", " + it.token().title() + ": " + kind));
    }
    Markdown table = Markdown.table(heads.toArray(String[]::new));
    for (Case what : cases()) {
      if (plain().test(what) && !what.isLongStream()) {
        List<String> row = new ArrayList<>(List.of(name(what)));
        contenders.forEach(it -> row.add(cell(what, it, found -> trimmed(found.calls()))));
        contenders.forEach(it -> row.add(cell(what, it, found -> whole(found.bytes()))));
        if (row.stream().skip(1).anyMatch(it -> !it.equals(NOTHING))) {
          table.row(row);
        }
      }
    }
    return table;
  }

  private String cell(Case what, Contender who, Function<Measurement, String> words) {
    return results.find(what, who.backend()).map(words).orElse(NOTHING);
  }

  private static String ratio(Optional<Ratio> ratio) {
    return ratio
        .map(
            it ->
                "**%s** (%s to %s)"
                    .formatted(
                        Units.ratio(it.median()), Units.ratio(it.least()), Units.ratio(it.most())))
        .orElse(NOTHING);
  }

  private static String trimmed(Double value) {
    return value == null ? NOTHING : Units.trimmed(value);
  }

  private static String whole(Double value) {
    return value == null ? NOTHING : String.valueOf(Math.round(value));
  }
}
