// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import org.turnlock.pkcs11.Part;

/**
 * As what the pieces of a stream go to the token. From the third {@code update} on, and within long
 * data, they are parts, whose operation stays active in the token in between: fewer would cost a
 * call more, as it must be ended.
 */
final class StreamParts {
  private static final int UPDATES_BEFORE = 2;

  private int updates;
  private boolean updating;
  private boolean active;

  /** The stream begins. */
  void restart() {
    updates = 0;
    active = false;
  }

  /** Pieces are those of an {@code update}, from here on. */
  void update() {
    updating = true;
    updates = Math.min(UPDATES_BEFORE, updates) + 1;
  }

  /** Pieces are those of {@code doFinal}, from here on. */
  void finish() {
    updating = false;
  }

  /**
   * As what the next piece goes.
   *
   * @param followed whether more of the data that are here follows
   */
  Part next(boolean followed) {
    if (followed || updating && updates > UPDATES_BEFORE) {
      active = true;
      return Part.FOLLOWED;
    }
    Part part = active ? Part.LAST : Part.WHOLE;
    active = false;
    return part;
  }

  /** Whether an operation may be active in the token. */
  boolean areActive() {
    return active;
  }
}
