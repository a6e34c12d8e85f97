// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Results as programs read them. Maps become objects, in their order; other collections arrays;
 * booleans and numbers themselves, those that are not whole to five digits; an empty Optional null;
 * everything else, times among them, its text. All of it is ASCII: it arrives whole in any locale,
 * and steers no terminal.
 */
public final class Json {
  private static final int LAST_PLAIN = 127;
  private static final MathContext DIGITS = new MathContext(5);

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().highestNonEscapedChar(LAST_PLAIN).build();

  private Json() {}

  /** Prints one value and ends the line. */
  public static void print(PrintWriter out, Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text.toString().replace("\u007f", "\\u007F")); // Jackson leaves it plain.
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Optional<?> optional) {
      write(json, optional.orElse(null));
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.writeNumber(new BigDecimal(number, DIGITS).toPlainString());
    } else {
      json.writeString(value.toString());
    }
  }
}
