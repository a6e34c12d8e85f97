// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of which parts are written by the report, and all else by people. */
final class Page {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(<!-- report:(?<name>[a-z]+) begin[^>]*-->\n)(.*?)(<!-- report:\\k<name> end -->)",
          Pattern.DOTALL);

  private Page() {}

  /** The page with these blocks replaced; it must have each of them, and no others. */
  static String replace(String page, Map<String, String> blocks) {
    StringBuilder replaced = new StringBuilder();
    Matcher matcher = BLOCK.matcher(page);
    int found = 0;
    while (matcher.find()) {
      String name = matcher.group("name");
      String block = blocks.get(name);
      if (block == null) {
        throw new IllegalArgumentException("the page has a block that nobody writes: " + name);
      }
      found++;
      matcher.appendReplacement(
          replaced,
          Matcher.quoteReplacement(
              matcher.group(1) + "\n" + block.strip() + "\n\n" + matcher.group(4)));
    }
    if (found != blocks.size()) {
      throw new IllegalArgumentException(
          "the page has " + found + " of the blocks " + blocks.keySet());
    }
    return matcher.appendTail(replaced).toString();
  }
}
