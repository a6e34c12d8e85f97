// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/** DER, read so strictly that a value has one encoding. */
final class Der {
  /** More than this is not read, nor written. */
  static final int MOST_BYTES = 1 << 20;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final Pattern TIME = Pattern.compile("([0-9]{14})(?:\\.([0-9]{1,3}))?Z");

  private Der() {}

  /** Bytes are not what they should be; the message says what is wrong. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Reads the fields of a value's outermost sequence. */
  interface Reader<T> {
    T read(DerFields fields) throws Malformed;
  }

  /**
   * Reads a value, and checks that {@code encode} gives the same bytes again: no second encoding,
   * nothing behind it, nothing that was skipped.
   */
  static <T> T decode(byte[] encoded, Reader<T> reader, Function<T, byte[]> encode)
      throws Malformed {
    if (encoded.length > MOST_BYTES) {
      throw new Malformed("it is longer than " + MOST_BYTES + " bytes");
    }
    T value;
    try {
      value = reader.read(new DerFields(ASN1Sequence.getInstance(encoded)));
      if (!Arrays.equals(encode.apply(value), encoded)) {
        throw new Malformed("it is not in its one DER form");
      }
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new Malformed("it is no DER of this kind");
    }
    return value;
  }

  static byte[] encode(ASN1Encodable value) {
    try {
      byte[] encoded = value.toASN1Primitive().getEncoded("DER");
      if (encoded.length > MOST_BYTES) {
        throw new IllegalArgumentException("it would be longer than " + MOST_BYTES + " bytes");
      }
      return encoded;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static DERSequence sequence(ASN1Encodable... fields) {
    return new DERSequence(fields);
  }

  static DERSequence sequence(Iterable<? extends ASN1Encodable> fields) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    fields.forEach(vector::add);
    return new DERSequence(vector);
  }

  static ASN1GeneralizedTime time(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "a record has no room for the date " + time + ": it holds the years 1 to 9999");
    }
    int millis = (int) Math.floorMod(time.toEpochMilli(), 1000L);
    String fraction = millis == 0 ? "" : "." + String.format(Locale.ROOT, "%03d", millis);
    return new ASN1GeneralizedTime(SECONDS.format(time) + fraction.replaceAll("0+$", "") + "Z");
  }

  static Instant time(ASN1GeneralizedTime time) throws Malformed {
    Matcher match = TIME.matcher(time.getTimeString());
    if (!match.matches()) {
      throw new Malformed("it holds a time that is none");
    }
    String fraction = match.group(2) == null ? "" : match.group(2);
    try {
      Instant second = LocalDateTime.parse(match.group(1), SECONDS).toInstant(ZoneOffset.UTC);
      return second.plusMillis(Long.parseLong((fraction + "000").substring(0, 3)));
    } catch (DateTimeException e) {
      throw new Malformed("it holds a time that is none");
    }
  }
}
