// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.keys.record.ManagedKeyRecord;

/**
 * A key's record as this process read it last.
 *
 * @param record null where there is none of this alias
 * @param readAt {@link System#nanoTime()} before it was read
 */
public record SeenRecord(ManagedKeyRecord record, long readAt) {}
