// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.Optional;
import java.util.function.Consumer;
import org.turnlock.token.KeyId;

/**
 * The sole right to change one managed key, for a limited time. A holder that dies leaves at most
 * one key object that no record knows, and whose id its lease names: the next holder removes it.
 * For one thread.
 */
public interface RecordLease extends AutoCloseable {
  /** The record as it is under the lease; empty if there is none yet. */
  Optional<ManagedKeyRecord> record();

  /** The CKA_ID for the one key that the holder may make. Any other would be left behind. */
  KeyId newKeyId();

  /**
   * Hands each id that dead holders may have left behind to {@code remove}, unless the record owns
   * it. To be called before anything else; what it leaves undone, the next holder does.
   */
  void removeLeftovers(Consumer<KeyId> remove);

  /**
   * Makes {@code next} the record: from here on every process sees it. Its revision is set here.
   *
   * @return the record as it was written
   * @throws org.turnlock.keys.ManagedKeyException with reason BUSY if the lease has run out
   *     meanwhile; nothing has changed then
   */
  ManagedKeyRecord commit(ManagedKeyRecord next);

  /** Removes the record: the last thing that happens to a key. */
  void removeRecord();

  /** Gives the right back. */
  @Override
  void close();
}
