// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the documentation tells its readers to write, so that tests run those words. */
public final class Documentation {
  private static final Path TOP = Path.of(System.getProperty("basedir", "."), "..");
  private static final String SERVERS = "docs/application-servers.md";

  private Documentation() {}

  /** The first code block in {@code language} under a heading of docs/application-servers.md. */
  public static String block(String heading, String language) throws IOException {
    return block(SERVERS, heading, language);
  }

  /** The first code block in {@code language} under a heading of a page. */
  public static String block(String page, String heading, String language) throws IOException {
    StringBuilder block = new StringBuilder();
    String section = "";
    String fence = null;
    for (String line : Files.readAllLines(TOP.resolve(page))) {
      if (line.startsWith("```")) {
        if (fence != null && wanted(section, heading, fence, language)) {
          return block.toString();
        }
        fence = fence == null ? line.substring(3) : null;
      } else if (fence == null && line.startsWith("#")) {
        section = line.replaceFirst("^#+ ", "");
      } else if (fence != null && wanted(section, heading, fence, language)) {
        block.append(line).append('\n');
      }
    }
    throw new IllegalArgumentException(
        "no block of " + language + " under '" + heading + "' in " + page);
  }

  private static boolean wanted(String section, String heading, String fence, String language) {
    return section.equals(heading) && fence.equals(language);
  }
}
