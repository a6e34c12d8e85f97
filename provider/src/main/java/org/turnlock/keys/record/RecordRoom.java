// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;

/** Keeps records small enough that all that ends keys and versions can always be written. */
public final class RecordRoom {
  /**
   * The other half is for what is still to be told of the versions that are there: their use takes
   * up to two thirds of what a new one does.
   */
  private static final int MOST_BYTES = Der.MOST_BYTES / 2;

  private RecordRoom() {}

  /**
   * @throws ManagedKeyException with reason STATE if the key has as many versions as its record has
   *     room for
   */
  public static void requireForVersion(ManagedKeyRecord record) {
    if (Der.encode(KeyCodec.encode(record)).length > MOST_BYTES) {
      throw new ManagedKeyException(
              Reason.STATE,
              "key '"
                  + record.alias()
                  + "' has "
                  + record.versions().size()
                  + " versions, which is all that its record has room for: create a key under"
                  + " another alias for new work; this one keeps doing what it does")
          .about(record.alias());
    }
  }
}
