// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Attributes that were read from an object. */
public final class AttributeValues {
  private static final byte[] TRUE = {1};
  private static final byte[] FALSE = {0};

  private final Map<Long, byte[]> values = new HashMap<>();

  AttributeValues() {}

  /** The numbers and flags that an object must have for a search by {@code match} to find it. */
  static AttributeValues knownFrom(Template match) {
    AttributeValues known = new AttributeValues();
    match
        .values()
        .forEach(
            (type, value) -> {
              if (value instanceof Boolean flag) {
                known.put(type, flag ? TRUE : FALSE);
              } else if (value instanceof Long number) {
                ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
                known.put(type, bytes.putLong(number).array());
              }
            });
    return known;
  }

  AttributeValues copy() {
    AttributeValues copy = new AttributeValues();
    copy.values.putAll(values);
    return copy;
  }

  /** Those of the types that are not here; most often none. */
  long[] missing(long... types) {
    int count = 0;
    for (long type : types) {
      count += has(type) ? 0 : 1;
    }
    long[] missing = new long[count];
    int at = 0;
    for (int i = 0; at < count; i++) {
      if (!has(types[i])) {
        missing[at++] = types[i];
      }
    }
    return missing;
  }

  void put(long type, byte[] value) {
    values.put(type, value);
  }

  /** Whether the attribute was there and could be read. */
  public boolean has(long type) {
    return values.containsKey(type);
  }

  /** The bytes, or an empty array if the object has no such attribute. */
  public byte[] bytes(long type) {
    byte[] value = values.get(type);
    return value == null ? new byte[0] : value.clone();
  }

  /** A CK_ULONG, or {@code absent}. */
  public long ulong(long type, long absent) {
    byte[] value = values.get(type);
    if (value == null) {
      return absent;
    }
    ByteBuffer number = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    return switch (value.length) {
      case 8 -> number.getLong();
      case 4 -> number.getInt() & 0xFFFF_FFFFL;
      default -> absent;
    };
  }

  /** A CK_BBOOL; false if the object has no such attribute. */
  public boolean flag(long type) {
    byte[] value = values.get(type);
    return value != null && value.length == 1 && value[0] != 0;
  }

  /** A UTF-8 text, or an empty one. */
  public String text(long type) {
    return new String(bytes(type), StandardCharsets.UTF_8);
  }

  /** An unsigned integer; zero if the object has no such attribute. */
  public BigInteger integer(long type) {
    return new BigInteger(1, bytes(type));
  }
}
