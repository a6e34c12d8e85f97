// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.KeyUsage;

/**
 * Attributes as they are stored: CKA_* type to bytes. A CK_BBOOL is one byte, 0 or 1; a CK_ULONG is
 * eight bytes, big-endian; the rest are the bytes themselves. The arrays are never changed.
 */
final class Attributes {
  private final Map<Long, byte[]> values;

  private Attributes(Map<Long, byte[]> values) {
    this.values = values;
  }

  static Builder builder() {
    return new Builder(new TreeMap<>());
  }

  Builder toBuilder() {
    return new Builder(new TreeMap<>(values));
  }

  /** Type to value, ascending by type. */
  Map<Long, byte[]> values() {
    return values;
  }

  /** The bytes, or null. */
  byte[] bytes(long type) {
    return values.get(type);
  }

  /** A number, or {@code absent} where there is none of eight bytes. */
  long number(long type, long absent) {
    byte[] value = values.get(type);
    return value != null && value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : absent;
  }

  /** Whether the attribute is there and true. */
  boolean isTrue(long type) {
    byte[] value = values.get(type);
    return value != null && value.length == 1 && value[0] != 0;
  }

  /** CKA_LABEL, or empty. */
  String label() {
    byte[] value = values.get(Cka.LABEL);
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  /** The usages whose attribute is true. */
  Set<KeyUsage> usages() {
    Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
    for (KeyUsage usage : KeyUsage.values()) {
      if (isTrue(usage.attribute())) {
        usages.add(usage);
      }
    }
    return usages;
  }

  /** Collects attributes; a later value of one type replaces an earlier one. */
  static final class Builder {
    private final Map<Long, byte[]> values;

    private Builder(Map<Long, byte[]> values) {
      this.values = values;
    }

    Builder set(long type, byte[] value) {
      values.put(type, value);
      return this;
    }

    Builder set(long type, long value) {
      return set(type, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    Builder set(long type, boolean value) {
      return set(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    Builder set(long type, String value) {
      return set(type, value.getBytes(StandardCharsets.UTF_8));
    }

    Builder remove(long type) {
      values.remove(type);
      return this;
    }

    Attributes build() {
      return new Attributes(Collections.unmodifiableMap(new TreeMap<>(values)));
    }
  }
}
