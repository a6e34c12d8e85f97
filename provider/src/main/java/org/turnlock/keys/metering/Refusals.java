// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.UseLimits;

/** How limits say no. */
final class Refusals {
  private Refusals() {}

  static ManagedKeyException spent(String alias, int number, UseLimits limits) {
    return new ManagedKeyException(
            Reason.LIMIT,
            done(alias, number, limits) + ": initialise again, which takes the next version")
        .about(alias, number);
  }

  static ManagedKeyException withoutSuccessor(
      String alias, int number, UseLimits limits, RuntimeException why) {
    return new ManagedKeyException(
            Reason.LIMIT,
            done(alias, number, limits)
                + ", and no next version could be made"
                + (why == null ? " in time" : ": " + why.getMessage())
                + "; rotate the key (an imported one by importing its next version), or raise its"
                + " limit",
            why)
        .about(alias, number);
  }

  static ManagedKeyException tooLarge(String alias, long amount, UseLimits limits) {
    return new ManagedKeyException(
            Reason.LIMIT,
            "an input of "
                + amount
                + " bytes is more than any version of key '"
                + alias
                + "' may do, which is "
                + limits.bytes()
                + " bytes: raise the limit")
        .about(alias);
  }

  private static String done(String alias, int number, UseLimits limits) {
    String most =
        limits.uses() == UseLimits.UNLIMITED
            ? limits.bytes() + " bytes"
            : limits.bytes() == UseLimits.UNLIMITED
                ? limits.uses() + " uses"
                : limits.uses() + " uses and " + limits.bytes() + " bytes";
    return "version "
        + number
        + " of key '"
        + alias
        + "' has done as much as its limit of "
        + most
        + " allows";
  }
}
