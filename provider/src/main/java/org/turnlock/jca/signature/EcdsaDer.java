// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** ECDSA signatures as DER: SEQUENCE of INTEGER r and INTEGER s (RFC 3279, section 2.2.3). */
final class EcdsaDer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x80;

  private EcdsaDer() {}

  /** The DER of a signature given as r | s, both of the same length. */
  static byte[] encode(byte[] plain) {
    int half = plain.length / 2;
    ByteArrayOutputStream content = new ByteArrayOutputStream(plain.length + 8);
    element(content, INTEGER, integer(Arrays.copyOf(plain, half)));
    element(content, INTEGER, integer(Arrays.copyOfRange(plain, half, plain.length)));
    ByteArrayOutputStream der = new ByteArrayOutputStream(content.size() + 3);
    element(der, SEQUENCE, content.toByteArray());
    return der.toByteArray();
  }

  private static byte[] integer(byte[] magnitude) {
    return new BigInteger(1, magnitude).toByteArray();
  }

  /** Tag, length, content; no element of a signature is longer than 255 bytes. */
  private static void element(ByteArrayOutputStream out, int tag, byte[] content) {
    out.write(tag);
    if (content.length >= LONG_FORM) {
      out.write(LONG_FORM + 1);
    }
    out.write(content.length);
    out.writeBytes(content);
  }
}
