// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.util.List;
import java.util.Map;

/**
 * What a run over all keys has done.
 *
 * @param rotated aliases with a new version
 * @param deleted aliases whose waiting period has ended
 * @param failed aliases that were due, and why it could not be done
 */
public record RotationReport(
    List<String> rotated, List<String> deleted, Map<String, String> failed) {
  public RotationReport {
    rotated = List.copyOf(rotated);
    deleted = List.copyOf(deleted);
    failed = Map.copyOf(failed);
  }
}
