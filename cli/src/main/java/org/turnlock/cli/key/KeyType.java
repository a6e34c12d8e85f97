// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The kind of a new key as a person writes it: {@code AES-256}, {@code RSA-3072}, {@code
 * EC-secp384r1}, {@code HmacSHA256}, {@code Ed25519}.
 *
 * @param algorithm as in {@link ManagedKeyKind#algorithm()}
 * @param bits 0 for the default
 * @param curve empty for the default
 */
record KeyType(String algorithm, int bits, String curve) {
  private static final Pattern CURVE = Pattern.compile("(?i)EC[- ](.+)");
  private static final Pattern SIZE =
      Pattern.compile("(?i)(AES|RSA|HmacSHA3-\\d{3}|HmacSHA\\d{1,3})-([1-9]\\d{0,4})");

  /** What {@code --type} says. */
  static final class Reader implements ITypeConverter<KeyType> {
    @Override
    public KeyType convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("a type is AES-256, RSA-3072, EC-secp256r1 or the like");
      }
      Matcher curve = CURVE.matcher(text);
      if (curve.matches()) {
        return new KeyType("EC", 0, curve.group(1));
      }
      Matcher size = SIZE.matcher(text);
      return size.matches() && !size.group(1).equalsIgnoreCase("HmacSHA3")
          ? new KeyType(size.group(1), Integer.parseInt(size.group(2)), "")
          : new KeyType(text, 0, "");
    }
  }

  static KeyType of(ManagedKeyKind kind) {
    return new KeyType(kind.algorithm(), kind.bits(), kind.curve());
  }

  /**
   * Whether a key of this kind is one of this type; curves have several names, and are not told.
   */
  boolean mayBe(ManagedKeyKind kind) {
    return kind.algorithm().equalsIgnoreCase(algorithm) && (bits == 0 || bits == kind.bits());
  }

  @Override
  public String toString() {
    return algorithm + (bits > 0 ? "-" + bits : "") + (curve.isEmpty() ? "" : "-" + curve);
  }

  void putInto(ManagedKeySpec.Builder spec) {
    spec.algorithm(algorithm);
    if (bits > 0) {
      spec.size(bits);
    }
    if (!curve.isEmpty()) {
      spec.curve(curve);
    }
  }
}
