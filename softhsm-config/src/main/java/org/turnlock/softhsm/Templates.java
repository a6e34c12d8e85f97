// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The {@code *.template} files of this module, filled in. */
final class Templates {
  private Templates() {}

  /** Writes {@code template} to {@code target}, each {@code @NAME@} replaced by its value. */
  static Path write(String template, Path target, Map<String, ?> values) {
    try (InputStream in = Templates.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new FileNotFoundException(template);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, ?> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
      }
      return Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
