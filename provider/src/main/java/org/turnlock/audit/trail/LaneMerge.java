// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Records of several lanes as one list: by their times, as far as the order within each lane, which
 * is that of the records' ends, allows.
 */
final class LaneMerge {
  private LaneMerge() {}

  static List<TrailRecord> of(List<List<TrailRecord>> lanes) {
    PriorityQueue<Deque<TrailRecord>> next =
        new PriorityQueue<>(Comparator.comparing(lane -> lane.peek().time()));
    lanes.stream().filter(lane -> !lane.isEmpty()).map(ArrayDeque::new).forEach(next::add);
    List<TrailRecord> merged = new ArrayList<>();
    Deque<TrailRecord> lane;
    while ((lane = next.poll()) != null) {
      merged.add(lane.poll());
      if (!lane.isEmpty()) {
        next.add(lane);
      }
    }
    return merged;
  }
}
