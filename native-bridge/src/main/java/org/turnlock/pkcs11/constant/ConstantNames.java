// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names and values of one family of constants, read from the fields of its class. */
final class ConstantNames {
  private final String prefix;
  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, Long> values = new HashMap<>();

  ConstantNames(String prefix, Class<?> family) {
    this.prefix = prefix;
    for (Field field : family.getDeclaredFields()) {
      if (field.getType() == long.class) {
        add(field);
      }
    }
  }

  private void add(Field field) {
    try {
      long value = field.getLong(null);
      names.putIfAbsent(value, prefix + field.getName());
      values.put(field.getName(), value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field.getName(), e);
    }
  }

  String nameOf(long value) {
    String name = names.get(value);
    return name != null ? name : prefix + "0x" + Long.toHexString(value).toUpperCase(Locale.ROOT);
  }

  long valueOf(String text) {
    String name = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    Long value = values.get(name);
    if (value != null) {
      return value;
    }
    try {
      long number = Long.decode(name);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message below
    }
    throw new IllegalArgumentException(
        "unknown name '" + text + "': expected a " + prefix + "* name of PKCS#11 or a number");
  }
}
