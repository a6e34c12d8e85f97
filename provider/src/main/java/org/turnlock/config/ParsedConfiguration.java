// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The directives of one configuration, each understood by itself; not yet what they add up to. */
final class ParsedConfiguration {
  private static final Set<String> WORDS_FOR_A_PIN =
      Set.of("pin", "userpin", "password", "passwd", "passphrase", "storepass", "nsspin");

  private static final String QUOTES =
      "; a value of several words or with special characters stands in double quotes";

  private final ConfigurationText text;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<AttributeTemplate> templates = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private ParsedConfiguration(ConfigurationText text) {
    this.text = text;
  }

  static ParsedConfiguration parse(ConfigurationText text) {
    ParsedConfiguration parsed = new ParsedConfiguration(text);
    Tokens tokens = new Tokens(text.text());
    String before = "";
    int end = 0;
    while (true) {
      String name = parsed.next(tokens, before, end);
      if (name == null) {
        return parsed;
      }
      String allowed = parsed.allowed(name, tokens.line(), tokens.line() == end ? before : "");
      try {
        parsed.read(name, tokens);
      } catch (BadValue e) {
        throw parsed.refuse(tokens.line(), name, e.getMessage() + "; allowed: " + allowed);
      }
      before = name;
      end = tokens.line();
    }
  }

  /** The next directive's name; what stands in its place may be the rest of the value before. */
  private String next(Tokens tokens, String before, int end) {
    try {
      return tokens.directive();
    } catch (BadValue e) {
      boolean rest = tokens.line() == end;
      throw refuse(tokens.line(), rest ? before : "", e.getMessage() + (rest ? QUOTES : ""));
    }
  }

  private String allowed(String name, int line, String before) {
    if (name.equals(Directives.ATTRIBUTES)) {
      return Directives.ATTRIBUTES_ALLOWED;
    }
    Directive directive = Directives.ALL.get(name);
    if (directive == null) {
      throw refuse(line, before, unknown(name) + (before.isEmpty() ? "" : QUOTES));
    }
    if (lines.containsKey(name)) {
      throw refuse(line, name, "given twice; first in line " + lines.get(name));
    }
    lines.put(name, line);
    return directive.allowed();
  }

  private static String unknown(String name) {
    if (WORDS_FOR_A_PIN.contains(name.toLowerCase(Locale.ROOT))) {
      return "a configuration does not hold the PIN itself; use pinSource = file:PATH or env:NAME";
    }
    Set<String> names = new TreeSet<>(Directives.ALL.keySet());
    names.add(Directives.ATTRIBUTES);
    String known =
        Spelling.nearest(name, names)
            .map(it -> "did you mean '" + it + "'?")
            .orElse("known are " + String.join(", ", names));
    return "unknown directive '" + Tokens.shortened(name) + "'; " + known;
  }

  private void read(String name, Tokens tokens) throws BadValue {
    if (name.equals(Directives.ATTRIBUTES)) {
      readAttributes(tokens);
      return;
    }
    Directive directive = Directives.ALL.get(name);
    tokens.expect('=');
    Object value = directive.reader().read(tokens);
    if (value != null) {
      values.put(name, value);
    }
    if (!directive.effect()) {
      ignored.add(name);
    }
  }

  private void readAttributes(Tokens tokens) throws BadValue {
    if (tokens.accept('(')) {
      templates.add(AttributeTemplate.read(tokens));
      return;
    }
    tokens.expect('=');
    if (!tokens.word().equals("compatibility")) {
      throw new BadValue("the only set of attributes with a name is 'compatibility'");
    }
    templates.addAll(AttributeTemplates.compatibility());
  }

  ConfigurationText text() {
    return text;
  }

  List<AttributeTemplate> templates() {
    return templates;
  }

  /** The directives given that have no effect. */
  List<String> ignored() {
    return ignored;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  <T> T get(String name, Class<T> type, T otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : type.cast(value);
  }

  boolean flag(String name) {
    return get(name, Boolean.class, false);
  }

  String string(String name, String otherwise) {
    return get(name, String.class, otherwise);
  }

  /** A refusal that names a directive and, where it was given, its line. */
  ConfigurationException refuse(String name, String problem) {
    return refuse(lines.getOrDefault(name, 0), name, problem);
  }

  private ConfigurationException refuse(int line, String name, String problem) {
    return new ConfigurationException(text.source(), line, name, problem);
  }
}
