// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

/** Rotates a key whose current version has nearly done as much as it may. */
@FunctionalInterface
public interface LimitRotation {
  /**
   * Makes a new version, and makes it current.
   *
   * @throws org.turnlock.keys.ManagedKeyException with reason CONFLICT if there is one already
   */
  void rotate(String alias, int expectedCurrent);
}
