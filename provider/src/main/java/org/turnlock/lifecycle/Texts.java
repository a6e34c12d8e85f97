// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How long descriptions and tags may be: a record is read whole, and often. */
final class Texts {
  static final int LONGEST_DESCRIPTION = 4096;
  static final int MOST_TAGS = 50;
  static final int LONGEST_TAG = 128;
  static final int LONGEST_TAG_VALUE = 256;

  private Texts() {}

  static void requireDescription(String text) {
    require("a description", text, LONGEST_DESCRIPTION);
  }

  static void requireTags(Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException("a key has at most " + MOST_TAGS + " tags");
    }
    tags.forEach(
        (name, value) -> {
          if (name.isBlank()) {
            throw new IllegalArgumentException("a tag's name must not be blank");
          }
          require("a tag's name", name, LONGEST_TAG);
          require("the value of a tag", value, LONGEST_TAG_VALUE);
        });
  }

  private static void require(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(what + " has at most " + longest + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(what + " must not hold half a surrogate pair");
    }
  }
}
