// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.keys.record.StoredValue.State;
import org.turnlock.token.TokenData;

/**
 * Divides long values, and puts them together again. Tokens have little room in one object, and
 * SoftHSM 2.6.1 shows another process none that is longer than 4096 bytes if that reads it while it
 * is written.
 */
final class Parts {
  private Parts() {}

  /**
   * What to keep for a value, in the order in which it is to be made: the first part last.
   *
   * @param most bytes of a value that is not divided, and of one part
   */
  static List<byte[]> divide(byte[] value, WriterId writer, long number, int most) {
    if (value.length <= most) {
      return List.of(value);
    }
    int count = (value.length + most - 1) / most;
    List<byte[]> parts = new ArrayList<>();
    for (int index = count - 1; index >= 0; index--) {
      int from = index * most;
      byte[] bytes = Arrays.copyOfRange(value, from, Math.min(value.length, from + most));
      parts.add(new Part(writer, number, index, count, bytes).encode());
    }
    return parts;
  }

  /** One part, and its object. */
  private record Held(Part part, TokenData object) {}

  private record Name(WriterId writer, long number, int count) {}

  /** The values that objects of one application and label hold. */
  static List<StoredValue> join(List<TokenData> objects) {
    List<StoredValue> values = new ArrayList<>();
    Map<Name, NavigableMap<Integer, List<Held>>> divided = new LinkedHashMap<>();
    for (TokenData object : objects) {
      Part part = part(object);
      if (part == null) {
        values.add(StoredValue.of(object));
      } else {
        divided
            .computeIfAbsent(
                new Name(part.writer(), part.number(), part.count()), name -> new TreeMap<>())
            .computeIfAbsent(part.index(), index -> new ArrayList<>())
            .add(new Held(part, object));
      }
    }
    divided.forEach((name, parts) -> values.add(joined(parts, name.count())));
    return values;
  }

  /** Null for what is a value of its own, if only a damaged one. */
  private static Part part(TokenData object) {
    byte[] value = object.value();
    try {
      return Part.is(value) ? Part.decode(value) : null;
    } catch (Malformed damaged) {
      return null;
    }
  }

  private static StoredValue joined(NavigableMap<Integer, List<Held>> parts, int count) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    List<TokenData> objects = new ArrayList<>();
    boolean doubtful = false;
    for (List<Held> same : parts.values()) {
      byte[] bytes = same.get(0).part().bytes();
      value.writeBytes(bytes);
      for (Held held : same) {
        objects.add(held.object());
        doubtful |= !Arrays.equals(bytes, held.part().bytes());
      }
    }
    State state = State.TORN;
    if (parts.firstKey() != 0) {
      state = State.UNFINISHED;
    } else if (parts.size() == count && !doubtful) {
      state = State.WHOLE;
    }
    Part first = parts.firstEntry().getValue().get(0).part();
    return new StoredValue(objects, first, state, value.toByteArray());
  }
}
