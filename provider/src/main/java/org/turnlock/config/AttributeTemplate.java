// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.turnlock.token.AttributeRules.Origin;

/**
 * One {@code attributes(operation, class, key type) = { ... }} directive.
 *
 * @param origin the operation, empty for {@code *}
 * @param objectClass CKO_*, empty for {@code *}
 * @param keyType CKK_*, empty for {@code *}
 * @param values CKA_* to a Boolean, a Long, a byte array, or nothing for {@code null}
 */
record AttributeTemplate(
    Optional<Origin> origin,
    OptionalLong objectClass,
    OptionalLong keyType,
    Map<Long, Optional<Object>> values) {

  boolean matches(Origin madeBy, long ckoClass, long ckkType) {
    return origin.orElse(madeBy) == madeBy
        && objectClass.orElse(ckoClass) == ckoClass
        && keyType.orElse(ckkType) == ckkType;
  }

  /** Reads what follows the opening parenthesis. */
  static AttributeTemplate read(Tokens tokens) throws BadValue {
    Optional<Origin> origin = origin(tokens.word());
    tokens.expect(',');
    OptionalLong objectClass = anyOr(StandardNames.OBJECT_CLASS, tokens.word());
    tokens.expect(',');
    OptionalLong keyType = anyOr(StandardNames.KEY_TYPE, tokens.word());
    tokens.expect(')');
    tokens.expect('=');
    Map<Long, Optional<Object>> values = new LinkedHashMap<>();
    tokens.openBlock();
    for (String name = tokens.wordOfBlock(); name != null; name = tokens.wordOfBlock()) {
      long type = StandardNames.ATTRIBUTE.number(name);
      tokens.expect('=');
      values.put(type, value(tokens.word()));
    }
    return new AttributeTemplate(origin, objectClass, keyType, values);
  }

  private static Optional<Origin> origin(String word) throws BadValue {
    return switch (word) {
      case "*" -> Optional.empty();
      case "generate" -> Optional.of(Origin.GENERATE);
      case "import" -> Optional.of(Origin.IMPORT);
      default ->
          throw new BadValue(
              "unknown operation '" + Tokens.shortened(word) + "'; expected generate, import or *");
    };
  }

  private static OptionalLong anyOr(StandardNames names, String word) throws BadValue {
    return word.equals("*") ? OptionalLong.empty() : OptionalLong.of(names.number(word));
  }

  private static Optional<Object> value(String word) throws BadValue {
    if (word.equals("null")) {
      return Optional.empty();
    }
    if (word.equals("true") || word.equals("false")) {
      return Optional.of(word.equals("true"));
    }
    if (Numbers.looksLikeBytes(word)) {
      return Optional.of(Numbers.bytes(word));
    }
    if (Numbers.looksLikeOne(word)) {
      return Optional.of(Numbers.unsigned(word));
    }
    throw new BadValue(
        "'"
            + Tokens.shortened(word)
            + "' is no attribute value; expected true, false, a number, bytes such as 0h01ff, or"
            + " null");
  }
}
