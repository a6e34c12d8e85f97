// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Duration;
import org.turnlock.keys.ManagedKeySpec;
import picocli.CommandLine.Option;

/** When a new managed key is rotated, if its versions are not imported. */
final class RotationOptions {
  @Option(
      names = "--rotate-every",
      paramLabel = "PERIOD",
      converter = KeyPeriod.class,
      description =
          "Rotate it automatically: 90d, 36h, 1d12h; a minute at least. Without it, the"
              + " configuration's default.")
  private Duration period;

  @Option(
      names = "--by-hand",
      description = "Never rotate it automatically, whatever the configuration says.")
  private boolean byHand;

  /** What is wrong with them; null if nothing is. */
  String fault() {
    return byHand && period != null ? "--rotate-every and --by-hand contradict each other" : null;
  }

  void putInto(ManagedKeySpec.Builder spec) {
    if (period != null) {
      spec.rotationPeriod(period);
    } else if (byHand) {
      spec.rotatedByHand();
    }
  }
}
