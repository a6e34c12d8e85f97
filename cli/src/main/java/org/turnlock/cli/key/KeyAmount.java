// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.keys.UseLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how much: {@code 1000000}, {@code 500M} (of 1024), {@code none}. */
final class KeyAmount implements ITypeConverter<Long> {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,19})([KMGT]?)");
  private static final String UNITS = "KMGT";
  private static final int UNIT_BITS = 10;

  @Override
  public Long convert(String text) {
    if (text.equalsIgnoreCase("none")) {
      return UseLimits.UNLIMITED;
    }
    Matcher amount = AMOUNT.matcher(text.toUpperCase(Locale.ROOT));
    if (amount.matches()) {
      try {
        long number = Long.parseLong(amount.group(1));
        int unit = amount.group(2).isEmpty() ? 0 : UNITS.indexOf(amount.group(2)) + 1;
        long whole = Math.multiplyExact(number, 1L << (unit * UNIT_BITS));
        if (whole > 0) {
          return whole;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is too much");
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no amount; write for example 1000000, 500M or none");
  }
}
