// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.token.KeyUsage;

/** Is told every use of one version of a managed key. */
@FunctionalInterface
public interface VersionMeter {
  /**
   * Counts a use that is about to happen. On the hot path: asks the token only now and then.
   *
   * @param bytes of input
   * @throws org.turnlock.keys.ManagedKeyException if the version has done as much as it may
   */
  void count(KeyUsage use, long bytes, SeenRecord seen);

  /**
   * Whether the version, which is the current one, may be taken for new work. If it has nearly done
   * as much as it may, its key is rotated first.
   *
   * @return false if it has a successor by now, which is to be taken instead
   * @throws org.turnlock.keys.ManagedKeyException if it has done as much as it may, and there is no
   *     successor
   */
  default boolean admits(SeenRecord seen) {
    return true;
  }
}
