// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERSequence;
import org.turnlock.keys.record.Der.Malformed;

/** The fields of a sequence, read one after the other. */
final class DerFields {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final ASN1Sequence sequence;
  private int next;

  DerFields(ASN1Sequence sequence) {
    this.sequence = sequence;
  }

  private <T> T next(Class<T> type) throws Malformed {
    if (next >= sequence.size()) {
      throw new Malformed("it lacks a field");
    }
    return as(type, sequence.getObjectAt(next++));
  }

  private static <T> T as(Class<T> type, ASN1Encodable field) throws Malformed {
    Object value = field.toASN1Primitive();
    if (!type.isInstance(value)) {
      throw new Malformed("it has a field of the wrong type");
    }
    return type.cast(value);
  }

  /** A number from 0 to 2^63 - 1. */
  long number() throws Malformed {
    return number(next(ASN1Integer.class));
  }

  private static long number(ASN1Integer field) throws Malformed {
    BigInteger value = field.getValue();
    if (value.signum() < 0 || value.compareTo(MOST) > 0) {
      throw new Malformed("it holds a number out of range");
    }
    return value.longValue();
  }

  /** A number that may be missing before fields of other types. */
  OptionalLong numberIfThere() throws Malformed {
    boolean there =
        hasMore() && sequence.getObjectAt(next).toASN1Primitive() instanceof ASN1Integer;
    return there ? OptionalLong.of(number()) : OptionalLong.empty();
  }

  int smallNumber() throws Malformed {
    long number = number();
    if (number > Integer.MAX_VALUE) {
      throw new Malformed("it holds a number out of range");
    }
    return (int) number;
  }

  /** The constant that an ENUMERATED stands for. */
  <T> T choice(List<T> constants) throws Malformed {
    BigInteger value = next(ASN1Enumerated.class).getValue();
    if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(constants.size())) >= 0) {
      throw new Malformed("it holds a choice that is not known here");
    }
    return constants.get(value.intValue());
  }

  String text() throws Malformed {
    return next(ASN1UTF8String.class).getString();
  }

  byte[] octets() throws Malformed {
    return next(ASN1OctetString.class).getOctets();
  }

  byte[] octets(int length) throws Malformed {
    byte[] octets = octets();
    if (octets.length != length) {
      throw new Malformed("it holds an identifier of the wrong length");
    }
    return octets;
  }

  Instant time() throws Malformed {
    return Der.time(next(ASN1GeneralizedTime.class));
  }

  /** A BOOLEAN that is written only where it is true. */
  boolean flag() throws Malformed {
    boolean there =
        next < sequence.size()
            && sequence.getObjectAt(next).toASN1Primitive() instanceof ASN1Boolean;
    return there && next(ASN1Boolean.class).isTrue();
  }

  /** A time that may be missing at the end of a sequence. */
  Optional<Instant> lastTime() throws Malformed {
    return next < sequence.size() ? Optional.of(time()) : Optional.empty();
  }

  DerFields sequence() throws Malformed {
    return new DerFields(next(ASN1Sequence.class));
  }

  /** Reads an element of a SEQUENCE OF. */
  interface Element<T> {
    T read(DerFields fields) throws Malformed;
  }

  /** A SEQUENCE OF sequences. */
  <T> List<T> sequences(Element<T> element) throws Malformed {
    return elements(sequence(), fields -> element.read(fields.sequence()));
  }

  /** A SEQUENCE OF anything. */
  <T> List<T> list(Element<T> element) throws Malformed {
    return elements(sequence(), element);
  }

  private static <T> List<T> elements(DerFields fields, Element<T> element) throws Malformed {
    List<T> read = new ArrayList<>();
    while (fields.hasMore()) {
      read.add(element.read(fields));
    }
    return read;
  }

  boolean hasMore() {
    return next < sequence.size();
  }

  /** What stands behind an optional tag; empty where the tag is missing. */
  Optional<DerFields> tagged(int number) throws Malformed {
    if (!hasMore()
        || !(sequence.getObjectAt(next).toASN1Primitive() instanceof ASN1TaggedObject tag)
        || tag.getTagNo() != number) {
      return Optional.empty();
    }
    next++;
    ASN1Encodable inside = tag.getExplicitBaseObject();
    return Optional.of(new DerFields(new DERSequence(inside)));
  }

  void end() throws Malformed {
    if (hasMore()) {
      throw new Malformed("it has more fields than there are");
    }
  }
}
