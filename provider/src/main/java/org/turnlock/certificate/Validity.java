// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** From when until when a certificate is good; whole seconds, which is what X.509 has. */
public record Validity(Instant notBefore, Instant notAfter) {
  /** For hosts whose clocks are late. */
  private static final Duration BACKDATING = Duration.ofMinutes(5);

  /** Twice the year after which AWS KMS rotates where nobody says when. */
  private static final Duration WITHOUT_PERIOD = Duration.ofDays(2 * 365);

  /** So that a scheduler that stands still over a long weekend stops no server. */
  private static final Duration SHORTEST = Duration.ofDays(7);

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public Validity {
    notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
    notAfter = notAfter.isAfter(LAST) ? LAST : notAfter.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * For a key that is rotated this often: two periods, so that one that is missed does no harm.
   *
   * @param period empty for a key that is rotated by hand
   */
  public static Validity of(Instant now, Optional<Duration> period) {
    Duration most = Duration.between(now, LAST);
    Duration length =
        period
            .map(it -> it.compareTo(most.dividedBy(2)) > 0 ? most : it.multipliedBy(2))
            .orElse(WITHOUT_PERIOD);
    Duration atLeast = length.compareTo(SHORTEST) < 0 ? SHORTEST : length;
    return new Validity(now.minus(BACKDATING), now.plus(atLeast));
  }
}
