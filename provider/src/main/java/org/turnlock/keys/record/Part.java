// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.turnlock.keys.record.Der.Malformed;

/**
 * One of the objects that hold a long value: the type Part of docs/formats.md.
 *
 * @param writer who has written the value
 * @param number which of the writer's values it is: a record's revision, a ledger's sequence number
 * @param index from 0
 * @param count of all parts
 * @param bytes which stand behind those of the part before
 */
@SuppressWarnings("ArrayRecordComponent")
record Part(WriterId writer, long number, int index, int count, byte[] bytes) {
  private static final int TAG = 1;
  private static final byte FIRST_BYTE = 0x60 | TAG;

  /** Whether this is a part, well formed or not, and no value of its own. */
  static boolean is(byte[] value) {
    return value.length > 0 && value[0] == FIRST_BYTE;
  }

  byte[] encode() {
    return Der.encode(
        new DERTaggedObject(
            false,
            BERTags.APPLICATION,
            TAG,
            Der.sequence(
                new DEROctetString(writer.bytes()),
                new ASN1Integer(number),
                new ASN1Integer(index),
                new ASN1Integer(count),
                new DEROctetString(bytes))));
  }

  static Part decode(byte[] encoded) throws Malformed {
    try {
      ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(encoded, BERTags.APPLICATION, TAG);
      ASN1Sequence sequence = (ASN1Sequence) tagged.getBaseUniversal(false, BERTags.SEQUENCE);
      Part part = read(new DerFields(sequence));
      if (part.index >= part.count || !Arrays.equals(part.encode(), encoded)) {
        throw new Malformed("a part of it is not in its one DER form");
      }
      return part;
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new Malformed("a part of it is no DER of this kind");
    }
  }

  private static Part read(DerFields fields) throws Malformed {
    Part part =
        new Part(
            WriterId.of(fields.octets(WriterId.BYTES)),
            fields.number(),
            fields.smallNumber(),
            fields.smallNumber(),
            fields.octets());
    fields.end();
    return part;
  }
}
