// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A published test vector: fields by name, most of them in hex. A file holds many, one field a line
 * as {@code name = value}, an empty line between two vectors, {@code #} before comments.
 */
public final class Vector {
  private static final String DIRECTORY = "/org/turnlock/contract/vectors/";

  private final Map<String, String> fields;

  private Vector(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  public static List<Vector> read(String file) {
    try (InputStream in = Vector.class.getResourceAsStream(DIRECTORY + file)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Vector> parse(String text) {
    List<Vector> vectors = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : (text + "\n").split("\n", -1)) {
      if (line.isBlank() && !fields.isEmpty()) {
        vectors.add(new Vector(fields));
        fields.clear();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("=", 2);
        fields.put(parts[0].trim(), parts[1].trim());
      }
    }
    return vectors;
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  public String text(String field) {
    String value = fields.get(field);
    if (value == null) {
      throw new NoSuchElementException(this + " has no " + field);
    }
    return value;
  }

  public byte[] bytes(String field) {
    return HexFormat.of().parseHex(text(field));
  }

  public BigInteger number(String field) {
    return new BigInteger(text(field), 16);
  }

  @Override
  public String toString() {
    return fields.get("name");
  }
}
