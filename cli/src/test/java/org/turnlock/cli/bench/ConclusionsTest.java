// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConclusionsTest {
  private static final double MILLISECOND = 1e6;

  private static Measurement rate(double rate, double calls) {
    long nanos = Math.round(1e9 / rate);
    return new Measurement(rate, rate, rate, 100, nanos, OptionalLong.of(nanos), calls);
  }

  private static CaseResult result(int threads, double alone, double rate, double sun) {
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    measurements.put(Contender.TURNLOCK, rate(rate, 2));
    if (sun > 0) {
      measurements.put(Contender.SUNPKCS11, rate(sun, 0));
    }
    Subject subject = new Subject(BenchOperation.AES_GCM_ENCRYPT, 64);
    return new CaseResult(subject, threads, measurements, alone);
  }

  private static List<String> of(double roundTrip, CaseResult... results) {
    OptionalDouble known = roundTrip == 0 ? OptionalDouble.empty() : OptionalDouble.of(roundTrip);
    return new Conclusions(List.of(results), known, 2, false).sentences();
  }

  @Test
  void aTokenFarAwayIsBoundedByItsSessions() {
    assertThat(of(1.1 * MILLISECOND, result(1, 500, 500, 250), result(8, 500, 4000, 1000)))
        .containsExactly(
            "This token answers a call in 1.10 ms: threads wait for it most of the time, and"
                + " how many sessions are in use at once bounds the throughput.",
            "8 threads gave 8.00 times what one gave; try more: --threads 1,32.",
            "SunPKCS11 took 3.00 times as long as Turnlock for an operation (median; from 2.00,"
                + " aes-gcm-encrypt 64 B to 4.00, aes-gcm-encrypt 64 B by 8 threads).");
  }

  @Test
  void aTokenThatDoesOneThingAtATimeHasNoUseForThreads() {
    assertThat(of(MILLISECOND, result(1, 450, 450, 0), result(8, 450, 460, 0)))
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo(
            "8 threads gave 1.02 times what one gave: the token does one thing at a time, more"
                + " threads only wait.");
  }

  @Test
  void aTokenOnThisMachineIsBoundedByItsProcessors() {
    assertThat(of(MILLISECOND / 1000, result(1, 450, 450, 0), result(8, 450, 890, 0)))
        .containsExactly(
            "This token answers a call in 1.00 us: it works on this machine, whose processors"
                + " bound the throughput.",
            "8 threads gave 1.98 times what one gave, on 2 processors.");
  }

  /** Other work may have taken the processors: that says nothing of the token. */
  @Test
  void threadsThatGiveNothingHereAreNotSaidToBeTheTokensFault() {
    assertThat(of(MILLISECOND / 1000, result(1, 450, 450, 0), result(2, 450, 440, 0)))
        .endsWith("2 threads gave 0.98 times what one gave.");
  }

  @Test
  void whereNothingIsKnownNothingIsSaid() {
    assertThat(of(0, result(1, 450, 450, 0))).isEmpty();
  }
}
