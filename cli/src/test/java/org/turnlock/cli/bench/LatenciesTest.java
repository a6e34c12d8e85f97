// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void sharesAreFoundToOnePartInAHundred() {
    Latencies one = new Latencies();
    Latencies other = new Latencies();
    for (long nanos = 1; nanos <= 100_000; nanos++) {
      (nanos % 2 == 0 ? one : other).record(nanos * 10);
    }
    one.add(other);
    assertThat(one.count()).isEqualTo(100_000);
    for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
      assertThat((double) one.nanosOf(share))
          .isCloseTo(share * 1_000_000, Percentage.withPercentage(1));
    }
  }

  @Test
  void everyTimeHasItsPlace() {
    for (long nanos = 1; nanos > 0; nanos = nanos * 2 + 1) {
      Latencies latencies = new Latencies();
      latencies.record(nanos);
      assertThat((double) latencies.nanosOf(0.5)).isCloseTo(nanos, within(nanos / 100.0));
    }
    assertThat(new Latencies().nanosOf(0.5)).isZero();
  }
}
