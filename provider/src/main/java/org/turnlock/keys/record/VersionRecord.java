// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Instant;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.token.KeyId;

/**
 * One version of a managed key, as its record holds it.
 *
 * @param number from 1 upwards
 * @param id CKA_ID of the key object in the token; none once a destroyed version's objects are gone
 * @param standing what was decided of it; whether it is current is the record's to say
 * @param used new work of processes that have ended, as far as they told
 */
public record VersionRecord(
    int number, KeyId id, Standing standing, KeyOrigin origin, Instant created, Usage used) {

  public VersionRecord {
    created = ManagedKeyRecord.millis(created);
  }

  /** What was decided of a version by itself. */
  public enum Standing {
    ENABLED,
    DISABLED,
    DESTROYED,
    /** Made, but not in use before its certificate is there. */
    PENDING
  }

  /** The same after another decision. */
  public VersionRecord with(Standing decided) {
    return new VersionRecord(number, id, decided, origin, created, used);
  }

  /** The same with more use. */
  public VersionRecord with(Usage counted) {
    return new VersionRecord(number, id, standing, origin, created, counted);
  }
}
