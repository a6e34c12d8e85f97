// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of keys: {@code payments} is an alias, {@code payments@3} a version of it. */
public final class KeyNames {
  /** Versions have numbers up to this. */
  public static final int MOST_VERSIONS = 999_999_999;

  private static final Pattern VERSION = Pattern.compile("(.+)@([1-9][0-9]{0,8})", Pattern.DOTALL);

  private static final String URI = "pkcs11:";

  private KeyNames() {}

  /** A version of a managed key. */
  public record Pinned(String alias, int version) {}

  /** The name of a version, which is the label of its objects too. */
  public static String of(String alias, int version) {
    return alias + "@" + version;
  }

  /** What a name like {@code payments@3} says; empty for all other names. */
  public static Optional<Pinned> parse(String name) {
    Matcher match = VERSION.matcher(name);
    return match.matches()
        ? Optional.of(new Pinned(match.group(1), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  /**
   * Checks what is to be a key's name.
   *
   * @throws IllegalArgumentException if it is blank, holds {@code @}, begins like a PKCS#11 URI in
   *     any case, or is no text that UTF-8 can hold
   */
  public static void requireAlias(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a key's name must not be blank");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException("a key's name must not hold half a surrogate pair");
    }
    if (name.indexOf('@') >= 0 || name.regionMatches(true, 0, URI, 0, URI.length())) {
      throw new IllegalArgumentException(
          "a key's name must not hold '@', which is reserved for versions of a key, nor begin like"
              + " a URI: "
              + name);
    }
  }
}
