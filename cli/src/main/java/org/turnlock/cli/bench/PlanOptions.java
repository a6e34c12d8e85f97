// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.turnlock.config.AuditSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what is measured. */
final class PlanOptions {
  private static final double DEFAULT_SECONDS = 60;
  private static final double MOST_SECONDS = 24 * 3600;
  private static final int MOST_THREADS = 1024;

  /** Where each operation leaves a record, a minute is not to fill a disk. */
  private static final long MOST_AUDITED = 2000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long all of it takes; 60 if it is not said.")
  private double seconds = DEFAULT_SECONDS;

  @Option(
      names = "--threads",
      paramLabel = "N,N...",
      hideParamSyntax = true,
      split = ",",
      description =
          "By how many threads, each number of them by itself: 1,8. One and as many as there are"
              + " processors, if it is not said.")
  private List<Integer> threads;

  @Option(
      names = "--operations",
      paramLabel = "NAME,NAME...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Only these: aes-gcm-encrypt, aes-gcm-decrypt, rsa-2048-sign, rsa-3072-sign,"
              + " ecdsa-p256-sign, ed25519-sign, hmac-sha256, aes-wrap, random.")
  private List<String> operations;

  /** Whether the user has said which operations to measure. */
  boolean operationsSaid() {
    return operations != null;
  }

  /**
   * What to measure.
   *
   * @throws ParameterException if that makes no sense
   */
  Plan plan(CommandLine command, AuditSettings audit) {
    if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new ParameterException(command, "--seconds is more than 0 and at most a day");
    }
    boolean audited = audit.trail().isPresent() || !audit.sinks().isEmpty();
    return new Plan(
        operations(command),
        threads(command),
        (long) (seconds * 1e9),
        audited && audit.uses() == AuditSettings.Uses.FULL ? MOST_AUDITED : Long.MAX_VALUE);
  }

  private List<Integer> threads(CommandLine command) {
    TreeSet<Integer> numbers =
        new TreeSet<>(threads == null ? List.of(1, BenchSetting.processors()) : threads);
    if (numbers.first() < 1 || numbers.last() > MOST_THREADS) {
      throw new ParameterException(command, "--threads are from 1 to " + MOST_THREADS);
    }
    return List.copyOf(numbers);
  }

  private List<BenchOperation> operations(CommandLine command) {
    if (operations == null) {
      return List.of(BenchOperation.values());
    }
    for (String name : operations) {
      if (!BenchOperation.labels().contains(name)) {
        throw new ParameterException(
            command,
            "no operation '" + name + "'; there are " + String.join(", ", BenchOperation.labels()));
      }
    }
    return Arrays.stream(BenchOperation.values())
        .filter(operation -> operations.contains(operation.label()))
        .toList();
  }
}
