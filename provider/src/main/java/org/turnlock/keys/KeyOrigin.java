// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

/** Where the material of a version comes from. */
public enum KeyOrigin {
  /** Made in the token by Turnlock. */
  GENERATED,
  /** Brought in by a program. */
  IMPORTED,
  /** Was in the token before Turnlock managed it. */
  ADOPTED
}
