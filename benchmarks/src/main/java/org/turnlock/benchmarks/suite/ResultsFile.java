// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Results as a JSON file. */
public final class ResultsFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultsFile() {}

  /** The results that a file holds. */
  public static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  /** Replaces the file, so that whoever reads it meanwhile finds one whole. */
  public static void write(Results results, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, JSON.writeValueAsString(results) + "\n");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
