// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A DER signature written in ways that DER forbids, or cut, or followed by more. */
final class MalformedDer {
  private MalformedDer() {}

  static List<byte[]> variants(byte[] right) {
    int header = (right[1] & 0x80) == 0 ? 2 : 3;
    byte[] content = Arrays.copyOfRange(right, header, right.length);
    int rLength = content[1];
    byte[] r = Arrays.copyOfRange(content, 2, 2 + rLength);
    byte[] s = Arrays.copyOfRange(content, 4 + rLength, content.length);
    List<byte[]> variants = new ArrayList<>();
    variants.add(right);
    variants.add(new byte[0]);
    variants.add(new byte[] {0x30});
    variants.add(new byte[] {0x30, 0});
    variants.add(new byte[] {0x30, (byte) 0x80, 0, 0});
    variants.add(concat(right, new byte[] {0}));
    variants.add(concat(right, new byte[] {5, 0}));
    variants.add(Arrays.copyOf(right, right.length - 1));
    variants.add(sequence(tlv(2, r)));
    variants.add(sequence(tlv(2, r), tlv(2, s), tlv(2, new byte[] {1})));
    variants.add(sequence(tlv(2, r), tlv(2, s), new byte[] {5, 0}));
    variants.add(sequence(tlv(4, r), tlv(2, s)));
    variants.add(sequence(tlv(2, r), tlv(2, new byte[0])));
    variants.add(sequence(tlv(2, concat(new byte[] {0, 0}, r)), tlv(2, s)));
    variants.add(sequence(tlv(2, r), tlv(2, concat(new byte[] {0}, s))));
    variants.add(sequence(longForm(2, r), tlv(2, s)));
    variants.add(sequence(tlv(2, r), longForm(2, s)));
    variants.add(longForm(0x30, content));
    variants.add(twoByteLength(content));
    variants.add(indefinite(content));
    variants.add(concat(new byte[] {0x31}, Arrays.copyOfRange(right, 1, right.length)));
    for (int cut = 3; cut < right.length; cut += 7) {
      variants.add(Arrays.copyOf(right, cut));
    }
    return variants;
  }

  private static byte[] sequence(byte[]... parts) {
    return tlv(0x30, concat(parts));
  }

  private static byte[] tlv(int tag, byte[] value) {
    return value.length < 0x80
        ? concat(new byte[] {(byte) tag, (byte) value.length}, value)
        : longForm(tag, value);
  }

  private static byte[] longForm(int tag, byte[] value) {
    return concat(new byte[] {(byte) tag, (byte) 0x81, (byte) value.length}, value);
  }

  private static byte[] twoByteLength(byte[] value) {
    return concat(new byte[] {0x30, (byte) 0x82, 0, (byte) value.length}, value);
  }

  private static byte[] indefinite(byte[] value) {
    return concat(new byte[] {0x30, (byte) 0x80}, value, new byte[] {0, 0});
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
