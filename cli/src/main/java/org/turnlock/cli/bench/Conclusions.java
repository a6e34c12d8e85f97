// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a table says, in a few sentences. */
final class Conclusions {
  /** A call that takes longer than this goes somewhere: over a network, or into a device. */
  private static final double REMOTE_NANOS = 100_000;

  private static final double WAITS_ONLY = 1.2;
  private static final double SCALES = 0.7;

  private final List<CaseResult> results;
  private final OptionalDouble roundTrip;
  private final int processors;
  private final boolean unicode;

  /**
   * @param roundTrip how long a call takes, in nanoseconds, where that is known
   * @param processors of this machine
   * @param unicode whether micro has its sign
   */
  Conclusions(List<CaseResult> results, OptionalDouble roundTrip, int processors, boolean unicode) {
    this.results = results;
    this.roundTrip = roundTrip;
    this.processors = processors;
    this.unicode = unicode;
  }

  private int fewest() {
    return results.stream().mapToInt(CaseResult::threads).min().orElse(0);
  }

  private int most() {
    return results.stream().mapToInt(CaseResult::threads).max().orElse(0);
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    where().ifPresent(sentences::add);
    scaling().ifPresent(sentences::add);
    comparison().ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> where() {
    if (roundTrip.isEmpty()) {
      boolean counted = results.stream().anyMatch(result -> result.turnlock().calls() > 0);
      return counted
          ? Optional.empty()
          : Optional.of("No call leaves this process: its processors bound the throughput.");
    }
    String time = "This token answers a call in " + Units.time(roundTrip.getAsDouble(), unicode);
    return Optional.of(
        isRemote()
            ? time
                + ": threads wait for it most of the time, and how many sessions are in use at"
                + " once bounds the throughput."
            : time + ": it works on this machine, whose processors bound the throughput.");
  }

  private boolean isRemote() {
    return roundTrip.orElse(0) >= REMOTE_NANOS;
  }

  private Optional<String> scaling() {
    int most = most();
    double[] scalings =
        results.stream()
            .filter(result -> result.threads() == most)
            .mapToDouble(CaseResult::scaling)
            .sorted()
            .toArray();
    if (most == fewest() || scalings.length == 0) {
      return Optional.empty();
    }
    double median = Measurement.median(scalings);
    String text =
        most
            + " threads gave "
            + Units.ratio(median)
            + " times what "
            + (fewest() == 1 ? "one" : Integer.toString(fewest()))
            + " gave"
            + (scalings.length == 1
                ? ""
                : " ("
                    + Units.ratio(scalings[0])
                    + " to "
                    + Units.ratio(scalings[scalings.length - 1])
                    + ")");
    if (isRemote() && median < WAITS_ONLY) {
      return Optional.of(text + ": the token does one thing at a time, more threads only wait.");
    }
    double factor = (double) most / fewest();
    return Optional.of(
        isRemote() && median > SCALES * factor
            ? text + "; try more: --threads " + fewest() + "," + 4 * most + "."
            : !isRemote() && most > processors
                ? text + ", on " + processors + " processors."
                : text + ".");
  }

  private Optional<String> comparison() {
    List<CaseResult> compared =
        results.stream()
            .filter(result -> result.ratio().isPresent())
            .sorted(Comparator.comparingDouble(result -> result.ratio().getAsDouble()))
            .toList();
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    CaseResult least = compared.get(0);
    CaseResult greatest = compared.get(compared.size() - 1);
    double median =
        Measurement.median(
            compared.stream().mapToDouble(result -> result.ratio().getAsDouble()).toArray());
    return Optional.of(
        "SunPKCS11 took "
            + Units.ratio(median)
            + " times as long as Turnlock for an operation"
            + (compared.size() == 1
                ? "."
                : " (median; from " + said(least) + " to " + said(greatest) + ")."));
  }

  private String said(CaseResult result) {
    return Units.ratio(result.ratio().getAsDouble())
        + ", "
        + result.subject()
        + (result.threads() == fewest() ? "" : " by " + result.threads() + " threads");
  }
}
