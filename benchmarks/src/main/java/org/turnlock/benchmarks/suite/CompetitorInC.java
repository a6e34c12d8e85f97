// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.io.IOException;
import java.time.Duration;
import org.turnlock.benchmarks.module.Baseline;
import org.turnlock.benchmarks.module.NativeParts;
import org.turnlock.benchmarks.module.TokenModule;

/**
 * The same from C: the limit that no Java can pass by the same functions.
 *
 * @param backend its name
 * @param parts the program
 * @param token that it uses
 * @param messages whether by the message functions of PKCS#11 3.0
 */
public record CompetitorInC(
    String backend, NativeParts parts, TokenModule token, boolean messages)
    implements Competitor {
  @Override
  public Fork measure(Case what, Pace pace) throws IOException, InterruptedException {
    Baseline baseline =
        new Baseline(
            what.operation(),
            what.size(),
            what.threads(),
            messages,
            pace.slices(),
            Duration.ofMillis(pace.sliceMillis()));
    return new Fork(Median.of(baseline.run(parts, token)), null, null);
  }
}
