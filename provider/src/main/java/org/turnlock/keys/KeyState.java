// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

/** The state of a managed key as a whole. */
public enum KeyState {
  /** In use. */
  ENABLED,
  /** Refuses every use until it is enabled again. */
  DISABLED,
  /** Made without material; the first import of a version enables it. */
  PENDING_IMPORT,
  /** Refuses every use; its material is destroyed on a set day, unless that is cancelled. */
  PENDING_DELETION
}
