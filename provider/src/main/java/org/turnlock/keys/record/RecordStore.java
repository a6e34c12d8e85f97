// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the records of managed keys are kept, for all processes that share a token: in the token
 * itself, or beside it where it has no room for data. Failures are {@link
 * org.turnlock.token.TokenException}, and {@link org.turnlock.keys.ManagedKeyException} for records
 * that cannot be read. Reading fails with {@code TokenException} of reason NOT_LOGGED_IN, rather
 * than find nothing, where a login is needed first. Thread-safe.
 */
public interface RecordStore extends AutoCloseable {
  /** Every record that can be read, each in its newest revision. */
  List<ManagedKeyRecord> all();

  /** The same, and those that cannot be read. */
  default Listing list() {
    return new Listing(all(), List.of());
  }

  /**
   * What there is.
   *
   * @param records those that can be read, each in its newest revision
   */
  record Listing(List<ManagedKeyRecord> records, List<UnreadableRecord> unreadable) {}

  /** One record in its newest revision; empty if there is none of this alias. */
  Optional<ManagedKeyRecord> find(String alias);

  /**
   * Takes the sole right to change one key, waiting for whoever has it.
   *
   * @throws org.turnlock.keys.ManagedKeyException with reason BUSY if that takes too long
   */
  RecordLease lease(String alias);

  /**
   * Tells what this process has used a version, or is going to, beside what it told before; not a
   * change of the record.
   *
   * @param used negative to take back what was told before
   */
  void addUsage(String alias, int version, Usage used);

  /**
   * What processes have told of the use of one key's versions and its record does not hold yet.
   * Read before the record that it is added to, it may count twice what is moved there meanwhile;
   * read after it, it may miss that.
   */
  List<ToldUsage> toldUsage(String alias);

  /** The same of many keys. */
  default Map<String, List<ToldUsage>> toldUsage(Collection<String> aliases) {
    Map<String, List<ToldUsage>> all = new HashMap<>();
    aliases.forEach(alias -> all.put(alias, toldUsage(alias)));
    return all;
  }

  /**
   * Lets no key be changed through this store from here on, and waits until the changes that go on
   * have ended, for so long at most: what is left behind in their middle would keep everybody else
   * waiting.
   */
  default void endChanges(Duration patience) {}

  /** Says that this process tells no more. The store stays usable. */
  @Override
  default void close() {}

  /** Use of one version that processes have told. */
  record ToldUsage(int version, Usage used) {}
}
