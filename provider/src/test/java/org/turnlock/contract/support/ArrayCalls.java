// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** The forms of update and doFinal that take arrays. */
final class ArrayCalls {
  private static final byte[] NOTHING = {};
  private static final int MOST_SHIFT = 40;

  private final Random random;
  private final Backend backend;
  private final Room room;

  ArrayCalls(Random random, Backend backend) {
    this.random = random;
    this.backend = backend;
    this.room = new Room(random, backend);
  }

  /** The result as a return value. */
  byte[] returning(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    int promised = cipher.getOutputSize(piece.length);
    byte[] result = step == Step.UPDATE ? update(cipher, piece) : doFinal(cipher, piece);
    if (result == null) {
      return NOTHING;
    }
    if (result.length > promised && backend.has(Feature.SUFFICIENT_OUTPUT_SIZE)) {
      throw new AssertionError("getOutputSize " + promised + ", result " + result.length);
    }
    return result;
  }

  private byte[] update(Cipher cipher, byte[] piece) {
    if (random.nextBoolean()) {
      return cipher.update(piece);
    }
    int offset = random.nextInt(8);
    return cipher.update(placed(piece, offset), offset, piece.length);
  }

  private byte[] doFinal(Cipher cipher, byte[] piece) throws GeneralSecurityException {
    if (piece.length == 0 && random.nextBoolean()) {
      return cipher.doFinal();
    }
    if (random.nextBoolean()) {
      return cipher.doFinal(piece);
    }
    int offset = random.nextInt(8);
    return cipher.doFinal(placed(piece, offset), offset, piece.length);
  }

  /** The result into another array. */
  byte[] into(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    int offset = random.nextInt(8);
    byte[] input = placed(piece, offset);
    byte[] inputBefore = input.clone();
    return room.choose(
        cipher,
        piece.length,
        bytes -> {
          OutputArray output = OutputArray.withRoom(random, bytes);
          byte[] result = output.result(call(cipher, step, input, offset, piece.length, output));
          if (!Arrays.equals(input, inputBefore)) {
            throw new AssertionError("wrote to the input");
          }
          return result;
        });
  }

  /** The result into the input's own array, over the input or beside it. */
  byte[] inPlace(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    boolean shifted = backend.has(Feature.OVERLAPPING) && random.nextBoolean();
    int from = MOST_SHIFT;
    int to = shifted ? random.nextInt(2 * MOST_SHIFT) : from;
    return room.choose(
        cipher,
        piece.length,
        bytes -> {
          byte[] array = Messages.bytes(random, Math.max(from + piece.length, to + bytes));
          System.arraycopy(piece, 0, array, from, piece.length);
          OutputArray output = new OutputArray(array, to);
          return output.result(call(cipher, step, array, from, piece.length, output));
        });
  }

  private int call(Cipher cipher, Step step, byte[] in, int offset, int length, OutputArray out)
      throws GeneralSecurityException {
    try {
      return step == Step.UPDATE
          ? updateInto(cipher, in, offset, length, out)
          : doFinalInto(cipher, in, offset, length, out);
    } catch (ShortBufferException e) {
      if (backend.has(Feature.SHORT_BUFFER_LEAVES_OUTPUT)) {
        out.requireUntouched("it was too short");
      }
      throw e;
    }
  }

  private int updateInto(Cipher cipher, byte[] in, int offset, int length, OutputArray out)
      throws ShortBufferException {
    return out.offset() == 0 && random.nextBoolean()
        ? cipher.update(in, offset, length, out.array())
        : cipher.update(in, offset, length, out.array(), out.offset());
  }

  private int doFinalInto(Cipher cipher, byte[] in, int offset, int length, OutputArray out)
      throws GeneralSecurityException {
    if (length == 0 && random.nextBoolean()) {
      return cipher.doFinal(out.array(), out.offset());
    }
    return out.offset() == 0 && random.nextBoolean()
        ? cipher.doFinal(in, offset, length, out.array())
        : cipher.doFinal(in, offset, length, out.array(), out.offset());
  }

  private byte[] placed(byte[] piece, int offset) {
    byte[] array = Messages.bytes(random, offset + piece.length + random.nextInt(8));
    System.arraycopy(piece, 0, array, offset, piece.length);
    return array;
  }
}
