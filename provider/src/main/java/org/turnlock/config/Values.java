// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.config.Directive.ValueReader;
import org.turnlock.config.NssLocation.DbMode;

/** Readers of the kinds of value that directives have. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration ONE_DAY = Duration.ofDays(1);
  private static final Duration A_CENTURY = Duration.ofDays(36_525);
  private static final Pattern PROVIDER_NAME = Pattern.compile("Turnlock[A-Za-z0-9._-]{0,100}");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kmg])");
  private static final Pattern APPLICATION = Pattern.compile("\\P{Cntrl}{1,100}");

  private Values() {}

  static String expanded(Tokens tokens) throws BadValue {
    return PropertyExpansion.expand(tokens.string());
  }

  static String expandedQuoted(Tokens tokens) throws BadValue {
    return PropertyExpansion.expand(tokens.quoted());
  }

  static String absolutePath(Tokens tokens) throws BadValue {
    String text = PropertyExpansion.expand(tokens.restOfLine());
    try {
      if (Path.of(text).isAbsolute()) {
        return text;
      }
    } catch (InvalidPathException e) {
      // falls through to the one message below
    }
    throw new BadValue("'" + Tokens.shortened(text) + "' is not an absolute path");
  }

  static ValueReader<Long> between(long least, long most) {
    return tokens -> Numbers.between(least, most, tokens.word());
  }

  static ValueReader<Long> atLeast(long least) {
    return between(least, Integer.MAX_VALUE);
  }

  /** A number from 0; -1 is how SunPKCS11 says that there is none, here null. */
  static ValueReader<Long> numberOrUnset(long most) {
    return tokens -> {
      String word = tokens.word();
      return word.equals("-1") ? null : Numbers.between(0, most, word);
    };
  }

  static ValueReader<String> oneOf(Set<String> words) {
    return tokens -> {
      String word = tokens.string();
      if (!words.contains(word)) {
        throw new BadValue("'" + Tokens.shortened(word) + "' is none of " + new TreeSet<>(words));
      }
      return word;
    };
  }

  static StartupErrors startupErrors(Tokens tokens) throws BadValue {
    String word = tokens.word();
    for (StartupErrors choice : StartupErrors.values()) {
      if (choice.word().equals(word)) {
        return choice;
      }
    }
    throw new BadValue("unknown choice '" + Tokens.shortened(word) + "'");
  }

  static DbMode dbMode(Tokens tokens) throws BadValue {
    String word = tokens.string();
    return switch (word) {
      case "readWrite" -> DbMode.READ_WRITE;
      case "readOnly" -> DbMode.READ_ONLY;
      case "noDb" -> DbMode.NO_DB;
      default -> throw new BadValue("unknown mode '" + Tokens.shortened(word) + "'");
    };
  }

  static TokenUri uri(Tokens tokens) throws BadValue {
    return TokenUriParser.parse(tokens.restOfLine());
  }

  static Duration duration(Tokens tokens) throws BadValue {
    String word = tokens.string();
    return time(word)
        .filter(it -> !it.isZero() && it.compareTo(ONE_DAY) <= 0)
        .orElseThrow(() -> new BadValue(shortened(word) + " is not a time from 1ms to one day"));
  }

  /** A time that may be as long as a key lives. */
  static ValueReader<Duration> timeFrom(Duration least) {
    return tokens -> {
      String word = tokens.string();
      return time(word)
          .filter(it -> it.compareTo(least) >= 0 && it.compareTo(A_CENTURY) <= 0)
          .orElseThrow(
              () -> new BadValue(shortened(word) + " is not a time, or too short or too long"));
    };
  }

  private static Optional<Duration> time(String word) {
    Matcher matcher = DURATION.matcher(word);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  private static String shortened(String word) {
    return "'" + Tokens.shortened(word) + "'";
  }

  /** Bytes: from 64 KiB to a TiB. */
  static Long fileSize(Tokens tokens) throws BadValue {
    String word = tokens.string();
    Matcher matcher = SIZE.matcher(word);
    if (matcher.matches()) {
      long bytes = Long.parseLong(matcher.group(1)) << 10 * (1 + "kmg".indexOf(matcher.group(2)));
      if (bytes >= 64L << 10 && bytes <= 1L << 40) {
        return bytes;
      }
    }
    throw new BadValue(shortened(word) + " is not a size from 64k to 1024g");
  }

  static String application(Tokens tokens) throws BadValue {
    String name = tokens.restOfLine();
    if (!APPLICATION.matcher(name).matches()) {
      throw new BadValue(shortened(name) + " is not a name of 1 to 100 printable characters");
    }
    return name;
  }

  static String providerName(Tokens tokens) throws BadValue {
    String word = tokens.string();
    if (!PROVIDER_NAME.matcher(word).matches()) {
      throw new BadValue(
          "'"
              + Tokens.shortened(word)
              + "' is not Turnlock with letters, digits, '.', '_' or '-' after it");
    }
    return word;
  }
}
