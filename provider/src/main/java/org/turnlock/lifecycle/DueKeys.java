// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.turnlock.keys.RotationReport;

/** Keys that time brings something for. */
interface DueKeys {
  /** Whether the token can be worked with as it is: logged in, or in no need of that. */
  boolean isReachable();

  /** See {@link org.turnlock.keys.ManagedKeys#rotateDue()}. */
  RotationReport rotateDue();

  /** When the next key is due, or was; empty if none ever is. */
  Optional<Instant> nextDue();
}
