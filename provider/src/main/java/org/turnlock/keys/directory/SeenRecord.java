// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.keys.record.ManagedKeyRecord;

/**
 * A key's record as this process read it last.
 *
 * @param record null where there is none of this alias
 * @param readAt {@link System#nanoTime()} before it was read, or when it was learnt, or last proved
 *     to be out of reach
 * @param asOf what was written before this moment is in it for certain
 */
public record SeenRecord(ManagedKeyRecord record, long readAt, long asOf) {
  /** A record that was read. */
  public SeenRecord(ManagedKeyRecord record, long readAt) {
    this(record, readAt, readAt);
  }
}
