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

  /**
   * The CKA_ID for the one key that the holder may make, the same at each call. Any other would be
   * left behind. If no record owns it when the lease is given back, the next holder is told to
   * remove it.
   */
  KeyId newKeyId();

  /**
   * Hands each id that dead holders may have left behind to {@code remove}, unless the record owns
   * it. To be called before anything else; what it leaves undone, the next holder does.
   */
  void removeLeftovers(Consumer<KeyId> remove);

  /**
   * Makes {@code next} the record: from here on every process sees it. Its revision is set here.
   *
   * <p>Also adds to the versions the use of processes that have ended.
   *
   * @return the record as it was written
   * @throws org.turnlock.keys.ManagedKeyException with reason BUSY if the lease has run out
   *     meanwhile and another process has gone ahead: nothing has changed then. With reason
   *     CONFLICT if that happened at the last moment: the change may have happened or not, and the
   *     key that was made must be left alone, since a record may own it; if none does, the next
   *     holder removes it
   * @throws IllegalArgumentException if {@code next} contradicts itself
   */
  ManagedKeyRecord commit(ManagedKeyRecord next);

  /** Removes the record: the last thing that happens to a key. */
  void removeRecord();

  /** Gives the right back. */
  @Override
  void close();
}
