// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Cko;

/** The names of one family of PKCS#11 constants, as a configuration writes them: with prefix. */
enum StandardNames {
  MECHANISM("CKM_", Ckm::valueOf, true),
  ATTRIBUTE("CKA_", Cka::valueOf, true),
  OBJECT_CLASS("CKO_", Cko::valueOf, false),
  KEY_TYPE("CKK_", Ckk::valueOf, true);

  private static final class Further {
    private static final Map<String, Long> VALUES = load();

    private static Map<String, Long> load() {
      Properties properties = new Properties();
      try (InputStream in = StandardNames.class.getResourceAsStream("further-names.properties")) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, Long> values = new HashMap<>();
      properties.forEach(
          (name, value) -> values.put((String) name, Long.parseLong((String) value, 16)));
      return values;
    }
  }

  private final String prefix;
  private final ToLongFunction<String> known;
  private final boolean numbers;

  StandardNames(String prefix, ToLongFunction<String> known, boolean numbers) {
    this.prefix = prefix;
    this.known = known;
    this.numbers = numbers;
  }

  /** The number that a name stands for, or the number itself where SunPKCS11 takes one. */
  long number(String word) throws BadValue {
    if (numbers && Numbers.looksLikeOne(word)) {
      return Numbers.unsigned(word);
    }
    OptionalLong value = word.startsWith(prefix) ? find(word) : OptionalLong.empty();
    if (value.isPresent()) {
      return value.getAsLong();
    }
    throw new BadValue(
        "'"
            + Tokens.shortened(word)
            + "' is no "
            + prefix
            + "* name of PKCS#11"
            + (numbers ? " and no number" : "")
            + hint(word));
  }

  private OptionalLong find(String name) {
    Long further = Further.VALUES.get(name);
    if (further != null) {
      return OptionalLong.of(further);
    }
    // A name, and not the number that a family also takes for one.
    if (name.length() == prefix.length() || !Character.isLetter(name.charAt(prefix.length()))) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(known.applyAsLong(name));
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private String hint(String word) {
    if (word.startsWith("{") || word.endsWith("}")) {
      return "; braces stand alone, with blanks around them";
    }
    String full = prefix + word;
    return find(full).isPresent() ? "; did you mean " + full + "?" : "";
  }
}
