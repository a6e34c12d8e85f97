// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a key that a refusal speaks of. */
final class VersionInText {
  private static final Pattern VERSION = Pattern.compile("\\bversion ([1-9][0-9]*) of key '");

  private VersionInText() {}

  static Optional<String> number(String message) {
    Matcher found = VERSION.matcher(message);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
