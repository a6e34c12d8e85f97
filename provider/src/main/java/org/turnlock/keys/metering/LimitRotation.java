// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

/** Rotates a key whose current version has nearly done as much as it may. */
@FunctionalInterface
public interface LimitRotation {
  /**
   * Makes a new version, and makes it current, unless somebody else has.
   *
   * @return the number of the current version
   */
  int rotate(String alias, int expectedCurrent);
}
