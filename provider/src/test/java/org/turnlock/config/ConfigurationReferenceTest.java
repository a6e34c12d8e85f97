// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/configuration.md: every directive is in it, and every example in it is read. */
class ConfigurationReferenceTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```properties\n(.*?)^```$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.]+)` \\|.*\\| `([^`]+)` \\|$");
  private static final Pattern INLINE = Pattern.compile("configure\\(\"(--.*)\"\\)");

  private final String text = read();

  @TestFactory
  List<DynamicTest> everyBlockIsAConfiguration() {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      String block = blocks.group(1);
      tests.add(
          DynamicTest.dynamicTest(
              block.lines().findFirst().orElseThrow(),
              () ->
                  assertThat(TurnlockConfiguration.parse("--" + block).warnings())
                      .as(block)
                      .isEmpty()));
    }
    assertThat(tests).hasSizeGreaterThan(5);
    return tests;
  }

  @TestFactory
  List<DynamicTest> everyExampleOfATableIsRead() {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher rows = ROW.matcher(text);
    while (rows.find()) {
      String directive = rows.group(1);
      String example = rows.group(2);
      tests.add(
          DynamicTest.dynamicTest(
              example,
              () -> {
                assertThat(example).startsWith(directive);
                ParsedConfiguration.parse(ConfigurationText.of("--" + example));
              }));
    }
    return tests;
  }

  @Test
  void everyDirectiveHasItsRow() {
    Map<String, String> rows = new TreeMap<>();
    Matcher matcher = ROW.matcher(text);
    while (matcher.find()) {
      rows.put(matcher.group(1), matcher.group());
    }
    TreeSet<String> names = new TreeSet<>(Directives.ALL.keySet());
    names.add(Directives.ATTRIBUTES);
    assertThat(rows.keySet()).isEqualTo(names);
  }

  @Test
  void theDirectivesWithoutEffectAreThoseOfTheTable() {
    String section = text.substring(text.indexOf("## Accepted, without effect"));
    section = section.substring(0, section.indexOf("\n## ", 1));
    List<String> listed = new ArrayList<>();
    Matcher rows = ROW.matcher(section);
    while (rows.find()) {
      listed.add(rows.group(1));
    }
    assertThat(listed)
        .isEqualTo(
            Directives.ALL.values().stream()
                .filter(directive -> !directive.effect())
                .map(Directive::name)
                .toList());
  }

  @Test
  void inlineTextAndDefaultsAreAsWritten() {
    Matcher inline = INLINE.matcher(text);
    assertThat(inline.find()).isTrue();
    assertThat(TurnlockConfiguration.parse(inline.group(1)).token())
        .isInstanceOf(TokenLocation.Pkcs11.class);
    assertThat(text)
        .contains("| `" + PoolSettings.DEFAULT.size() + "` |")
        .contains("| `" + PoolSettings.DEFAULT.timeout().toSeconds() + "s` |");
    assertThat(TurnlockConfiguration.defaultSoftwareFile().toString())
        .endsWith("/.turnlock/token.tlk");
  }

  private static String read() {
    Path module = Path.of(System.getProperty("basedir", "."));
    try {
      return Files.readString(module.resolve("../docs/configuration.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
