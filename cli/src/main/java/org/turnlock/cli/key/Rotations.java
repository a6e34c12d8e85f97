// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnlock.cli.console.TimeText;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.UseLimits;

/** When a key is rotated, in words. */
final class Rotations {
  private Rotations() {}

  /** Each occasion; empty if it is done by hand only. */
  static List<String> of(ManagedKeyInfo key) {
    List<String> occasions = new ArrayList<>();
    key.rotationPeriod().ifPresent(period -> occasions.add("every " + TimeText.period(period)));
    UseLimits limits = key.limits();
    if (limits.uses() != UseLimits.UNLIMITED) {
      occasions.add("after " + number(limits.uses()) + " uses");
    }
    if (limits.bytes() != UseLimits.UNLIMITED) {
      occasions.add("after " + number(limits.bytes()) + " bytes");
    }
    return occasions;
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
