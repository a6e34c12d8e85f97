// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * An ECDSA signature between its two forms: DER, SEQUENCE of INTEGER r and INTEGER s (RFC 3279,
 * section 2.2.3), and r | s, both as long as the order (IEEE P1363).
 */
record EcdsaSignature(BigInteger r, BigInteger s) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x80;

  /** From r | s, of the same length. */
  static EcdsaSignature ofPlain(byte[] plain) {
    int half = plain.length / 2;
    return new EcdsaSignature(
        BigIntegers.fromUnsignedByteArray(plain, 0, half),
        BigIntegers.fromUnsignedByteArray(plain, half, half));
  }

  /** From DER and nothing but DER: shortest lengths, shortest integers, nothing behind. */
  static EcdsaSignature ofDer(byte[] der) throws SignatureException {
    Reader sequence = new Reader(der).element(SEQUENCE);
    EcdsaSignature signature = new EcdsaSignature(sequence.integer(), sequence.integer());
    sequence.requireEnd();
    return signature;
  }

  /** Whether both numbers are from 1 to {@code order} - 1. */
  boolean inRange(BigInteger order) {
    return r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
  }

  /** As DER. */
  byte[] der() {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    int content = header(first.length) + first.length + header(second.length) + second.length;
    byte[] der = new byte[header(content) + content];
    int at = element(der, element(der, begin(der, 0, SEQUENCE, content), first), second);
    if (at != der.length) {
      throw new AssertionError("DER of " + at + " bytes instead of " + der.length);
    }
    return der;
  }

  /** Bytes of tag and length; no element of a signature is longer than 255 bytes. */
  private static int header(int length) {
    return length < LONG_FORM ? 2 : 3;
  }

  private static int begin(byte[] der, int at, int tag, int length) {
    der[at] = (byte) tag;
    if (length >= LONG_FORM) {
      der[at + 1] = (byte) (LONG_FORM + 1);
    }
    der[at + header(length) - 1] = (byte) length;
    return at + header(length);
  }

  private static int element(byte[] der, int at, byte[] integer) {
    int from = begin(der, at, INTEGER, integer.length);
    System.arraycopy(integer, 0, der, from, integer.length);
    return from + integer.length;
  }

  /** Reads DER elements from first to last. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The content of an element that ends where the bytes end. */
    Reader element(int tag) throws SignatureException {
      Reader content = new Reader(content(tag));
      requireEnd();
      return content;
    }

    BigInteger integer() throws SignatureException {
      byte[] content = content(INTEGER);
      if (content.length == 0) {
        throw malformed("an integer without a byte");
      }
      boolean padded =
          content.length > 1
              && (content[0] == 0 && content[1] >= 0 || content[0] == -1 && content[1] < 0);
      if (padded) {
        throw malformed("an integer with more bytes than it needs");
      }
      return new BigInteger(content);
    }

    private byte[] content(int tag) throws SignatureException {
      if (next() != tag) {
        throw malformed("another element than expected");
      }
      int length = next();
      if (length == LONG_FORM + 1) {
        length = next();
        if (length < LONG_FORM) {
          throw malformed("a length in more bytes than it needs");
        }
      } else if (length >= LONG_FORM) {
        throw malformed("a length that no signature has");
      }
      if (length > bytes.length - at) {
        throw malformed("an element longer than the signature");
      }
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }

    private int next() throws SignatureException {
      if (at >= bytes.length) {
        throw malformed("cut off");
      }
      return bytes[at++] & 0xFF;
    }

    void requireEnd() throws SignatureException {
      if (at != bytes.length) {
        throw malformed("bytes behind the end");
      }
    }

    private static SignatureException malformed(String what) {
      return new SignatureException("not the DER of an ECDSA signature: " + what);
    }
  }
}
