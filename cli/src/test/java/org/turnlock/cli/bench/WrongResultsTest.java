// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.SecureRandomSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.turnlock.cli.DefectiveProvider;
import org.turnlock.cli.bench.LeftOut.Kind;
import org.turnlock.cli.console.Interruption;

/** What is wrong is not timed; what fails does not keep the others from being. */
class WrongResultsTest {
  /** Random bytes that come to an end. */
  public static final class ShortRandom extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private static int left;

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      if (left-- == 0) {
        throw new IllegalStateException("the token was pulled out");
      }
      bytes[0] = (byte) left;
    }

    @Override
    protected byte[] engineGenerateSeed(int numBytes) {
      return new byte[numBytes];
    }
  }

  private static final class Told implements BenchListener {
    private final List<CaseResult> results = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    @Override
    public void measuring(Subject subject, long secondsLeft) {}

    @Override
    public void measured(CaseResult result) {
      results.add(result);
    }

    @Override
    public void leftOut(LeftOut what) {
      leftOut.add(what);
    }
  }

  private static Told measured(BenchOperation... operations) {
    Told told = new Told();
    Provider provider = new DefectiveProvider();
    provider.put("SecureRandom.PKCS11", ShortRandom.class.getName());
    Contender contender =
        new Contender(Contender.TURNLOCK, new Trials(provider), operation -> Optional.empty());
    try (Interruption interruption = new Interruption("doing nothing")) {
      Plan plan = new Plan(List.of(operations), List.of(1, 2), 1_000_000, Long.MAX_VALUE);
      new Bench(plan, List.of(contender), told, interruption).run();
    }
    return told;
  }

  @Test
  void aWrongResultIsNotTimed() {
    ShortRandom.left = Integer.MAX_VALUE;
    Told told = measured(BenchOperation.HMAC_SHA256, BenchOperation.RANDOM);
    assertThat(told.leftOut).extracting(LeftOut::kind).containsExactly(Kind.WRONG);
    assertThat(told.results)
        .extracting(CaseResult::threads)
        .as("of random, which is right")
        .containsExactly(1, 2);
  }

  @Test
  void whatFailsInTheMiddleIsLeftOutWithItsReason() {
    ShortRandom.left = 5;
    Told told = measured(BenchOperation.RANDOM);
    assertThat(told.results).isEmpty();
    assertThat(told.leftOut)
        .extracting(LeftOut::kind, LeftOut::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.FAILED, "the token was pulled out"));
  }
}
