// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.turnlock.token.PercentText;

/**
 * Reads RFC 7512 URIs. An attribute twice, or an unknown one in the path (it would match nothing),
 * is refused; an unknown one in the query is left aside. Messages never hold values of the query.
 */
final class TokenUriParser {
  private static final String SCHEME = "pkcs11:";
  private static final Set<String> PATH =
      Set.of(
          "token",
          "manufacturer",
          "serial",
          "model",
          "slot-id",
          "slot-description",
          "slot-manufacturer",
          "library-manufacturer",
          "library-description",
          "library-version");
  private static final Set<String> QUERY =
      Set.of("pin-source", "pin-value", "module-name", "module-path");

  private final List<String> leftAside = new ArrayList<>();

  private TokenUriParser() {}

  static TokenUri parse(String text) throws BadValue {
    return new TokenUriParser().read(text);
  }

  private TokenUri read(String text) throws BadValue {
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new BadValue("a PKCS#11 URI begins with " + SCHEME);
    }
    String rest = text.substring(SCHEME.length());
    int question = rest.indexOf('?');
    Map<String, String> path = path(question < 0 ? rest : rest.substring(0, question));
    Map<String, String> query = question < 0 ? Map.of() : query(rest.substring(question + 1));
    if (query.containsKey("pin-source") && query.containsKey("pin-value")) {
      throw new BadValue("pin-source and pin-value exclude each other");
    }
    if (query.containsKey("module-path") && query.containsKey("module-name")) {
      throw new BadValue("module-path and module-name name the module twice");
    }
    return new TokenUri(path, query, leftAside);
  }

  private Map<String, String> path(String text) throws BadValue {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : parts(text, ";")) {
      String name = name(part, attributes.keySet());
      if (TokenUri.OF_OBJECTS.contains(name)) {
        if (leftAside.contains(name)) {
          throw new BadValue("attribute '" + name + "' twice");
        }
        leftAside.add(name);
        bytes(name, part.substring(name.length() + 1), "&");
        continue;
      }
      if (!PATH.contains(name)) {
        throw new BadValue(
            "unknown attribute '"
                + Tokens.shortened(name)
                + "' matches no token"
                + Spelling.nearest(name, PATH)
                    .map(it -> "; did you mean '" + it + "'?")
                    .orElse(""));
      }
      attributes.put(name, checked(name, value(part, "&")));
    }
    return attributes;
  }

  private Map<String, String> query(String text) throws BadValue {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : parts(text, "&")) {
      String name = name(part, attributes.keySet());
      String value = value(part, "/?|");
      if (QUERY.contains(name)) {
        attributes.put(name, value);
      } else {
        leftAside.add(Tokens.shortened(name));
      }
    }
    return attributes;
  }

  private static String[] parts(String text, String separator) {
    return text.isEmpty() ? new String[0] : text.split(separator, -1);
  }

  private static String name(String part, Set<String> known) throws BadValue {
    int equals = part.indexOf('=');
    if (equals <= 0) {
      throw new BadValue("each attribute is written name=value");
    }
    String name = part.substring(0, equals);
    if (!name.chars().allMatch(c -> c == '-' || c == '_' || isAsciiLetterOrDigit(c))) {
      throw new BadValue("an attribute's name has only letters, digits, '-' and '_'");
    }
    if (known.contains(name)) {
      throw new BadValue("attribute '" + name + "' twice");
    }
    return name;
  }

  private static boolean isAsciiLetterOrDigit(int c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private static String value(String part, String alsoAllowed) throws BadValue {
    int equals = part.indexOf('=');
    String name = part.substring(0, equals);
    byte[] bytes = bytes(name, part.substring(equals + 1), alsoAllowed);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadValue("attribute '" + name + "' is not UTF-8");
    }
  }

  private static byte[] bytes(String name, String text, String alsoAllowed) throws BadValue {
    try {
      return PercentText.decode(text, alsoAllowed);
    } catch (IllegalArgumentException e) {
      throw new BadValue("attribute '" + name + "': " + e.getMessage());
    }
  }

  private static String checked(String name, String value) throws BadValue {
    boolean good =
        switch (name) {
          case "slot-id" -> value.matches("[0-9]{1,18}");
          case "library-version" -> value.matches("[0-9]{1,3}(\\.[0-9]{1,3})?");
          default -> true;
        };
    if (!good) {
      throw new BadValue("attribute '" + name + "' is not a number as expected");
    }
    return name.equals("slot-id") ? Long.toString(Long.parseLong(value)) : value;
  }
}
