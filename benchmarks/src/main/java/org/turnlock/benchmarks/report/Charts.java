// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.turnlock.benchmarks.report.Contender.Token;
import org.turnlock.benchmarks.suite.Case;
import org.turnlock.benchmarks.suite.Measurement;
import org.turnlock.benchmarks.suite.Results;
import org.turnlock.benchmarks.suite.Units;

/** The pictures of a run: those that it has numbers for. */
final class Charts {
  private static final int HALF = 560;
  private static final int HALF_HEIGHT = 400;
  private static final int WHOLE = 900;
  private static final Case ENCRYPT = Case.of("aes-gcm-encrypt", 1024);
  private static final String GET_KEY = "get-key";
  private static final List<float[]> DASHES =
      java.util.Arrays.asList(null, new float[] {7, 5}, new float[] {1.5f, 5});

  private final Results results;

  Charts(Results results) {
    this.results = results;
  }

  /**
   * How much faster, for each token. Finding a key is so much faster that it would hide the rest.
   */
  List<Picture> ratios() {
    return each(this::ratios);
  }

  /** How the time grows with the size. */
  List<Picture> times() {
    List<Picture> pictures = new ArrayList<>();
    for (Token token : Token.values()) {
      times(token).ifPresent(pictures::add);
    }
    return pictures;
  }

  /** What more threads bring. */
  List<Picture> threads() {
    return each(this::threads);
  }

  /** What more threads bring where each call has a long way. */
  List<Picture> network() {
    return each(this::network);
  }

  private List<Picture> each(java.util.function.Function<Token, Optional<Picture>> picture) {
    List<Picture> pictures = new ArrayList<>();
    for (Token token : List.of(Token.SOFTHSM, Token.NSS)) {
      picture.apply(token).ifPresent(pictures::add);
    }
    return pictures;
  }

  private Optional<Picture> ratios(Token token) {
    String sun = token.with(Look.SUNPKCS11).backend();
    Bars bars =
        new Bars(
            "How many operations while SunPKCS11 does one: " + token.title(),
            "One thread; the line is SunPKCS11, to the right of it is faster.",
            Units::ratio);
    for (Case what : results.cases()) {
      if (what.threads() > 1 || what.delayMicros() > 0 || what.operation().equals(GET_KEY)) {
        continue;
      }
      results
          .ratio(what, token.with(Look.TURNLOCK).backend(), sun)
          .ifPresent(
              ratio -> {
                String row = Names.of(what);
                bars.bar(row, Look.TURNLOCK, ratio.median());
                for (Contender contender : token.contenders()) {
                  if (contender.look() == Look.C || contender.look() == Look.C_MESSAGES) {
                    results
                        .ratio(what, contender.backend(), sun)
                        .ifPresent(it -> bars.limit(row, contender.look(), it.median()));
                  }
                }
              });
    }
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Picture(
                "ratios-" + token.file(),
                "Turnlock's rate by SunPKCS11's on " + token.title() + ", bars, one thread",
                WHOLE,
                bars.height(),
                bars::drawFromOne));
  }

  private Optional<Picture> times(Token token) {
    Lines lines =
        new Lines(
            "AES-256-GCM encryption, " + token.title(),
            "Microseconds for one operation, one thread; lower is better.");
    Set<Integer> sizes = new LinkedHashSet<>();
    for (Contender contender : token.contenders()) {
      List<double[]> points =
          points(
              contender,
              it ->
                  it.operation().equals(ENCRYPT.operation())
                      && it.threads() == 1
                      && it.delayMicros() == 0,
              Measurement::size,
              Measurement::micros);
      points.forEach(point -> sizes.add((int) point[0]));
      lines.add(contender.look(), points);
    }
    return sizes.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Picture(
                "time-" + token.file(),
                "Time of an AES-256-GCM encryption against its size, " + token.title(),
                HALF,
                HALF_HEIGHT,
                theme ->
                    lines.draw(
                        theme,
                        "",
                        Scale.steps(sorted(sizes), value -> Units.bytes((long) value)),
                        "",
                        Scale.logarithmic(lines.least(), lines.most(), Units::trimmed))));
  }

  private Optional<Picture> threads(Token token) {
    Lines lines =
        new Lines(
            "More threads: AES-256-GCM, 1 KiB, " + token.title(),
            "Operations per second of all threads, on "
                + results.environment().cpus()
                + " CPUs; higher is better.");
    Set<Integer> threads = new LinkedHashSet<>();
    for (Contender contender : token.contenders()) {
      List<double[]> points = byThreads(contender, 0);
      if (points.size() > 1) {
        points.forEach(point -> threads.add((int) point[0]));
        lines.add(contender.look(), points);
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Picture(
                "threads-" + token.file(),
                "Encryptions per second against the number of threads, " + token.title(),
                HALF,
                HALF_HEIGHT,
                theme ->
                    lines.draw(
                        theme,
                        "threads",
                        Scale.steps(sorted(threads), value -> "" + (int) value),
                        "",
                        Scale.fromZero(lines.most(), Units::round))));
  }

  private Optional<Picture> network(Token token) {
    Lines lines =
        new Lines(
            "A round trip for each C call: " + token.title(),
            "AES-256-GCM, 1 KiB: operations per second of all threads; higher is better.");
    Set<Integer> threads = new LinkedHashSet<>();
    List<Integer> delays =
        results.cases().stream()
            .map(Case::delayMicros)
            .filter(it -> it > 0)
            .distinct()
            .sorted()
            .toList();
    for (Look look : List.of(Look.TURNLOCK, Look.SUNPKCS11)) {
      for (int i = 0; i < delays.size(); i++) {
        List<double[]> points = byThreads(token.with(look), delays.get(i));
        points.forEach(point -> threads.add((int) point[0]));
        lines.add(
            look,
            Look.stroke(DASHES.get(i % DASHES.size())),
            Units.millis(delays.get(i)),
            look == Look.SUNPKCS11,
            points);
      }
    }
    return threads.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Picture(
                "network-" + token.file(),
                "Encryptions per second against threads on a token far away, " + token.title(),
                HALF,
                HALF_HEIGHT,
                theme ->
                    lines.draw(
                        theme,
                        "threads",
                        Scale.steps(sorted(threads), value -> "" + (int) value)
                            .withRoomAtTheEnd()
                            .withRoomAtTheBegin(),
                        "",
                        Scale.logarithmic(lines.least(), lines.most(), Units::round))));
  }

  /** C calls for an operation that both have, for each token. */
  List<Picture> calls() {
    return each(this::calls);
  }

  private Optional<Picture> calls(Token token) {
    Bars bars =
        new Bars(
            "C calls for one operation, " + token.title(),
            "On a network HSM each is a round trip; fewer is better.",
            Units::trimmed);
    for (Case what : results.cases()) {
      if (what.threads() == 1 && what.delayMicros() == 0 && !Names.isStream(what)) {
        Optional<Double> ours = calls(what, token.with(Look.TURNLOCK));
        Optional<Double> theirs = calls(what, token.with(Look.SUNPKCS11));
        if (ours.isPresent() && theirs.isPresent()) {
          String row = Names.operation(what.operation());
          bars.bar(row, Look.TURNLOCK, ours.get()).bar(row, Look.SUNPKCS11, theirs.get());
        }
      }
    }
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Picture(
                "calls-" + token.file(),
                "C calls for one operation of Turnlock and of SunPKCS11, " + token.title(),
                HALF,
                bars.height(),
                bars::drawFromZero));
  }

  private Optional<Double> calls(Case what, Contender contender) {
    return results.find(what, contender.backend()).map(Measurement::calls);
  }

  private List<double[]> byThreads(Contender contender, int delay) {
    return points(
        contender,
        it ->
            it.operation().equals(ENCRYPT.operation())
                && it.size() == ENCRYPT.size()
                && it.delayMicros() == delay,
        Measurement::threads,
        Measurement::rate);
  }

  private List<double[]> points(
      Contender contender,
      java.util.function.Predicate<Measurement> which,
      ToDoubleFunction<Measurement> x,
      ToDoubleFunction<Measurement> y) {
    return results.measurements().stream()
        .filter(it -> it.backend().equals(contender.backend()))
        .filter(which)
        .map(it -> new double[] {x.applyAsDouble(it), y.applyAsDouble(it)})
        .sorted(java.util.Comparator.comparingDouble(point -> point[0]))
        .toList();
  }

  private static List<Integer> sorted(Set<Integer> values) {
    return values.stream().sorted().toList();
  }
}
