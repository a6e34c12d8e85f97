// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Instant;

/**
 * How much a version was used.
 *
 * @param uses new work: encryptions, signatures, MACs, wrapped keys
 * @param bytes of input to it
 * @param last the last use of any kind; {@link Instant#EPOCH} if it is not known
 */
public record Usage(long uses, long bytes, Instant last) {
  /** Never used, as far as known. */
  public static final Usage NONE = new Usage(0, 0, Instant.EPOCH);

  public Usage {
    last = ManagedKeyRecord.millis(last);
  }

  /** Both together; one of them may take back what the other says. */
  public Usage plus(Usage other) {
    return new Usage(
        saturated(uses, other.uses),
        saturated(bytes, other.bytes),
        last.isAfter(other.last) ? last : other.last);
  }

  private static long saturated(long a, long b) {
    long sum = a + b;
    if (sum >= 0) {
      return sum;
    }
    return a > 0 && b > 0 ? Long.MAX_VALUE : 0;
  }
}
