// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * AES key wrap (RFC 3394, KW) and key wrap with padding (RFC 5649, KWP), computed here around a
 * block cipher that is elsewhere. Lengths are the caller's to check: {@link #isWrappable} and
 * {@link #isUnwrappable}.
 */
public final class KeyWrapAlgorithm {
  private static final int HALF = 8;
  private static final int ROUNDS = 6;
  private static final byte[] KW_IV = filled((byte) 0xA6, HALF);
  private static final byte[] KWP_IV = {(byte) 0xA6, 0x59, 0x59, (byte) 0xA6};

  /** Transforms one block of 16 bytes in place. */
  @FunctionalInterface
  public interface Block {
    void transform(byte[] block);
  }

  private final boolean padded;
  private final byte[] iv;

  private KeyWrapAlgorithm(boolean padded, byte[] iv) {
    this.padded = padded;
    this.iv = iv;
  }

  /**
   * RFC 3394.
   *
   * @param iv 8 bytes, or null for the standard's
   */
  public static KeyWrapAlgorithm kw(byte[] iv) {
    return new KeyWrapAlgorithm(false, iv == null ? KW_IV : iv.clone());
  }

  /**
   * RFC 5649.
   *
   * @param iv the first 4 bytes of the alternative initial value, or null for the standard's
   */
  public static KeyWrapAlgorithm kwp(byte[] iv) {
    return new KeyWrapAlgorithm(true, iv == null ? KWP_IV : iv.clone());
  }

  /** The initial value, a copy. */
  public byte[] iv() {
    return iv.clone();
  }

  /** Whether the initial value is the one that everybody takes. */
  public boolean hasStandardIv() {
    return Arrays.equals(iv, padded ? KWP_IV : KW_IV);
  }

  /** Whether so many bytes can be wrapped: whole halves of a block from 16 on, or any but none. */
  public boolean isWrappable(int bytes) {
    return padded ? bytes > 0 : bytes >= 2 * HALF && bytes % HALF == 0;
  }

  /** Whether so many bytes can be what wrapping gives. */
  public boolean isUnwrappable(int bytes) {
    return bytes >= (padded ? 2 : 3) * HALF && bytes % HALF == 0;
  }

  /** How many bytes come out of so many. */
  public static int wrappedLength(int bytes) {
    return Math.addExact(Math.addExact(bytes, HALF - 1) / HALF * HALF, HALF);
  }

  /**
   * Wraps.
   *
   * @param encrypt encrypts a block
   */
  public byte[] wrap(Block encrypt, byte[] data) {
    byte[] buffer = new byte[wrappedLength(data.length)];
    System.arraycopy(iv, 0, buffer, 0, iv.length);
    if (padded) {
      ByteBuffer.wrap(buffer).putInt(KWP_IV.length, data.length);
    }
    System.arraycopy(data, 0, buffer, HALF, data.length);
    if (buffer.length == 2 * HALF) {
      encrypt.transform(buffer);
    } else {
      spread(encrypt, buffer);
    }
    return buffer;
  }

  private static void spread(Block encrypt, byte[] buffer) {
    int halves = buffer.length / HALF - 1;
    byte[] block = Arrays.copyOf(buffer, 2 * HALF);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 1; i <= halves; i++) {
        System.arraycopy(buffer, i * HALF, block, HALF, HALF);
        encrypt.transform(block);
        count(block, (long) halves * round + i);
        System.arraycopy(block, HALF, buffer, i * HALF, HALF);
      }
    }
    System.arraycopy(block, 0, buffer, 0, HALF);
    Arrays.fill(block, (byte) 0);
  }

  /**
   * Unwraps.
   *
   * @param decrypt decrypts a block
   * @return what was wrapped, or null if {@code wrapped} was not made by this key and initial value
   */
  public byte[] unwrap(Block decrypt, byte[] wrapped) {
    byte[] buffer = wrapped.clone();
    try {
      if (buffer.length == 2 * HALF) {
        decrypt.transform(buffer);
      } else {
        gather(decrypt, buffer);
      }
      int length = padded ? lengthInPadded(buffer) : lengthInPlain(buffer);
      return length < 0 ? null : Arrays.copyOfRange(buffer, HALF, HALF + length);
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private static void gather(Block decrypt, byte[] buffer) {
    int halves = buffer.length / HALF - 1;
    byte[] block = Arrays.copyOf(buffer, 2 * HALF);
    for (int round = ROUNDS - 1; round >= 0; round--) {
      for (int i = halves; i >= 1; i--) {
        count(block, (long) halves * round + i);
        System.arraycopy(buffer, i * HALF, block, HALF, HALF);
        decrypt.transform(block);
        System.arraycopy(block, HALF, buffer, i * HALF, HALF);
      }
    }
    System.arraycopy(block, 0, buffer, 0, HALF);
    Arrays.fill(block, (byte) 0);
  }

  /** The step's number goes into the first half of the block. */
  private static void count(byte[] block, long step) {
    for (int i = HALF - 1; i >= 0; i--) {
      block[i] ^= (byte) step;
      step >>>= Byte.SIZE;
    }
  }

  private int lengthInPlain(byte[] buffer) {
    boolean right = MessageDigest.isEqual(iv, Arrays.copyOf(buffer, HALF));
    return right ? buffer.length - HALF : -1;
  }

  /** All is looked at, whatever is wrong first. */
  private int lengthInPadded(byte[] buffer) {
    boolean right = MessageDigest.isEqual(iv, Arrays.copyOf(buffer, iv.length));
    int most = buffer.length - HALF;
    int told = ByteBuffer.wrap(buffer).getInt(KWP_IV.length);
    boolean fits = told <= most && told > most - HALF;
    int wrong = 0;
    for (int i = most - HALF + 1; i < most; i++) {
      int behind = fits && i >= told ? 0xff : 0;
      wrong |= behind & buffer[HALF + i];
    }
    return (right & fits & (wrong == 0)) ? told : -1;
  }

  private static byte[] filled(byte value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
