// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.turnlock.keys.record.RecordShelf.SeenLease;

/**
 * Tells dead leases of one alias from live ones: given up, or known to be over, or of a process
 * that has ended, or seen unchanged for the lease time. No two hosts' clocks are compared. To be
 * wrong costs the holder his change, and nobody a key: that is what the fence is for.
 */
final class LeaseJudge {
  private final StoreSettings settings;
  private final Set<WriterId> over;

  /** When an object was first seen here, by the bytes of it. */
  private final Map<String, Long> firstSeen = new HashMap<>();

  /**
   * @param over the owners of leases that are known to be over
   */
  LeaseJudge(StoreSettings settings, Set<WriterId> over) {
    this.settings = settings;
    this.over = over;
  }

  /** The owners of the leases that are dead, among all that there are. */
  Set<WriterId> dead(List<SeenLease> leases) {
    long now = settings.nanoTime().getAsLong();
    Set<String> present = new HashSet<>();
    Map<WriterId, Boolean> unchanged = new HashMap<>();
    Set<WriterId> dead = new HashSet<>();
    for (SeenLease lease : leases) {
      String name = lease.owner() + (lease.note() == null ? "" : "/" + lease.note().part());
      present.add(name);
      long since = firstSeen.computeIfAbsent(name, unseen -> now);
      boolean old = now - since >= settings.leaseTime().toNanos();
      unchanged.merge(lease.owner(), old, Boolean::logicalAnd);
      if (over.contains(lease.owner()) || lease.note() != null && hasEnded(lease.note())) {
        dead.add(lease.owner());
      }
    }
    firstSeen.keySet().retainAll(present);
    unchanged.forEach(
        (owner, old) -> {
          if (old) {
            dead.add(owner);
          }
        });
    return dead;
  }

  private static boolean hasEnded(LeaseNote note) {
    return note.abandoned() || note.process().isVisible() && note.process().hasEnded();
  }
}
