// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import org.turnlock.token.TokenData;

/**
 * A value and what holds it: one data object, or the parts of a long one.
 *
 * @param objects the first part first
 * @param part of it the first that is there; null where one object holds it all
 * @param state whether all of it is there
 * @param value as far as it is there
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredValue(List<TokenData> objects, Part part, State state, byte[] value) {
  /** How much of a value is there. */
  enum State {
    WHOLE,

    /** Being made or removed, or left so by a process that was killed: it does not count. */
    UNFINISHED,

    /** Its first part is there, which is made last and removed first, and others are not. */
    TORN
  }

  StoredValue {
    objects = List.copyOf(objects);
  }

  static StoredValue of(TokenData object) {
    return new StoredValue(List.of(object), null, State.WHOLE, object.value());
  }

  boolean isWhole() {
    return state == State.WHOLE;
  }
}
