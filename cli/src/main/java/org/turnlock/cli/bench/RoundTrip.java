// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalDouble;
import org.turnlock.cli.console.Interruption;

/**
 * How long it takes until a token answers a call: that for one random byte, which is hardly any
 * work and yet cannot be answered by a library on this side of a network.
 */
final class RoundTrip {
  private static final long NANOS = 500_000_000;
  private static final long MOST = 10_000;

  private RoundTrip() {}

  /**
   * In nanoseconds, for a call; empty where no calls are counted, or no random bytes are had.
   *
   * @param all how long the whole measurement may take
   */
  static OptionalDouble of(Provider provider, long all, Interruption interruption) {
    if (provider.getService("SecureRandom", "PKCS11") == null) {
      return OptionalDouble.empty();
    }
    try (Crew crew = new Crew(1, interruption::asked)) {
      SecureRandom random = SecureRandom.getInstance("PKCS11", provider);
      byte[] one = new byte[1];
      List<Work> works = List.of(() -> random.nextBytes(one));
      long nanos = Math.min(NANOS, all / 50);
      crew.work(works, nanos / 2, MOST);
      Measurement measured = Measurement.of(List.of(crew.work(works, nanos / 2, MOST)));
      return measured.calls() < 0.5
          ? OptionalDouble.empty()
          : OptionalDouble.of(measured.medianNanos() / measured.calls());
    } catch (Exception | LinkageError e) {
      interruption.check();
      return OptionalDouble.empty(); // What it has will be told by the measurements.
    }
  }
}
