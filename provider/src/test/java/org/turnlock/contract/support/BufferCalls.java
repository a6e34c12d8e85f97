// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** The forms of update and doFinal that take ByteBuffers. */
final class BufferCalls {
  private static final int MOST_SHIFT = 40;

  private final Random random;
  private final Backend backend;
  private final Room room;

  BufferCalls(Random random, Backend backend) {
    this.random = random;
    this.backend = backend;
    this.room = new Room(random, backend);
  }

  /** The result into another buffer. */
  byte[] into(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    ByteBuffer input = Buffers.readable(random, piece);
    int from = input.position();
    return room.choose(
        cipher,
        piece.length,
        bytes -> {
          ByteBuffer output = Buffers.writable(random, new byte[bytes]);
          byte[] result = call(cipher, step, input, output);
          if (!Arrays.equals(Buffers.content(input, from, piece.length), piece)) {
            throw new AssertionError("wrote to the input");
          }
          return result;
        });
  }

  /** The result into a second view of the input's own memory. */
  byte[] inPlace(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    boolean shifted = backend.has(Feature.OVERLAPPING) && random.nextBoolean();
    int from = MOST_SHIFT;
    int to = shifted ? random.nextInt(2 * MOST_SHIFT) : from;
    return room.choose(
        cipher,
        piece.length,
        bytes -> {
          int capacity = Math.max(from + piece.length, to + bytes);
          ByteBuffer memory = Buffers.writable(random, new byte[capacity]).slice();
          memory.put(from, piece);
          ByteBuffer input = memory.duplicate().position(from).limit(from + piece.length);
          ByteBuffer output = memory.duplicate().position(to).limit(to + bytes);
          return call(cipher, step, input, output);
        });
  }

  private byte[] call(Cipher cipher, Step step, ByteBuffer input, ByteBuffer output)
      throws GeneralSecurityException {
    int inputFrom = input.position();
    int inputLimit = input.limit();
    int from = output.position();
    int outputLimit = output.limit();
    byte[] before = Buffers.content(output, 0, output.capacity());
    try {
      int written =
          step == Step.UPDATE ? cipher.update(input, output) : cipher.doFinal(input, output);
      require(input.position() == inputLimit, "input not consumed");
      require(output.position() == from + written, "output's position not advanced by the result");
      byte[] after = Buffers.content(output, 0, output.capacity());
      require(Arrays.equals(before, 0, from, after, 0, from), "wrote before the output");
      require(
          Arrays.equals(before, outputLimit, before.length, after, outputLimit, before.length),
          "wrote behind the output's limit");
      return Arrays.copyOfRange(after, from, from + written);
    } catch (ShortBufferException e) {
      require(input.position() == inputFrom, "short output moved the input's position");
      require(output.position() == from, "short output moved its position");
      require(
          !backend.has(Feature.SHORT_BUFFER_LEAVES_OUTPUT)
              || Arrays.equals(before, Buffers.content(output, 0, output.capacity())),
          "wrote to the output although it was too short");
      throw e;
    } finally {
      require(input.limit() == inputLimit, "input's limit changed");
      require(output.limit() == outputLimit, "output's limit changed");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
