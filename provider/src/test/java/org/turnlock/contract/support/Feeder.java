// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;

/**
 * Feeds a message to an initialised cipher in random pieces, each through a random form of update
 * or doFinal, and gathers the output.
 */
public final class Feeder {
  private static final int SLACK = 600;
  private static final int MOST_TOLD = 600;
  private static final String[] FORMS = {
    "array", "into array", "into buffer", "array in place", "buffer in place"
  };

  private static final int FORMS_NOT_IN_PLACE = 3;

  private final Random random;
  private final boolean inPlace;
  private final ArrayCalls arrays;
  private final BufferCalls buffers;
  private final StringBuilder story = new StringBuilder();

  public Feeder(Random random, Backend backend) {
    this.random = random;
    this.inPlace = backend.has(Feature.IN_PLACE);
    this.arrays = new ArrayCalls(random, backend);
    this.buffers = new BufferCalls(random, backend);
  }

  public byte[] feed(Cipher cipher, byte[] aad, byte[] message) throws GeneralSecurityException {
    story.setLength(0);
    try {
      feedAad(cipher, aad);
      return switch (inPlace ? random.nextInt(8) : -1) {
        case 0 -> arrayInPlace(cipher, message);
        case 1 -> bufferInPlace(cipher, message);
        default -> pieces(cipher, message, null);
      };
    } catch (Exception | AssertionError e) {
      e.addSuppressed(new Throwable("the calls were " + this));
      throw e;
    }
  }

  /** The calls of the last message: their form and the length of their input. */
  @Override
  public String toString() {
    return story.toString();
  }

  /** As {@link #feed}; each update must give as many bytes as {@code twin}'s does. */
  public byte[] feedLike(Cipher twin, Cipher cipher, byte[] message)
      throws GeneralSecurityException {
    return pieces(cipher, message, twin);
  }

  /** Feeds a part only and leaves the cipher in the middle of it. */
  public void abandon(Cipher cipher, byte[] aad, byte[] message) throws GeneralSecurityException {
    feedAad(cipher, aad);
    if (random.nextBoolean()) {
      call(cipher, Step.UPDATE, message);
    }
  }

  private void feedAad(Cipher cipher, byte[] aad) {
    if (aad.length == 0 && random.nextBoolean()) {
      return;
    }
    for (byte[] piece : Splitter.split(random, aad)) {
      switch (random.nextInt(3)) {
        case 0 -> cipher.updateAAD(piece);
        case 1 -> {
          byte[] wide = new byte[piece.length + 5];
          System.arraycopy(piece, 0, wide, 3, piece.length);
          cipher.updateAAD(wide, 3, piece.length);
        }
        default -> {
          ByteBuffer buffer = Buffers.readable(random, piece);
          cipher.updateAAD(buffer);
          if (buffer.hasRemaining()) {
            throw new AssertionError("updateAAD left bytes in the buffer");
          }
        }
      }
    }
  }

  private byte[] pieces(Cipher cipher, byte[] message, Cipher twin)
      throws GeneralSecurityException {
    ByteArrayOutputStream output = new ByteArrayOutputStream(message.length + SLACK);
    List<byte[]> pieces = Splitter.split(random, message);
    boolean emptyEnd = random.nextInt(3) == 0;
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1 && !emptyEnd;
      byte[] piece = pieces.get(i);
      byte[] result = call(cipher, last ? Step.FINAL : Step.UPDATE, piece);
      if (twin != null && !last) {
        requireLength(twin.update(piece), result);
      }
      output.writeBytes(result);
    }
    if (emptyEnd) {
      output.writeBytes(call(cipher, Step.FINAL, new byte[0]));
    }
    return output.toByteArray();
  }

  private static void requireLength(byte[] expected, byte[] result) {
    int length = expected == null ? 0 : expected.length;
    if (length != result.length) {
      throw new AssertionError("update gave " + result.length + " bytes instead of " + length);
    }
  }

  private byte[] call(Cipher cipher, Step step, byte[] piece) throws GeneralSecurityException {
    int form = random.nextInt(inPlace ? FORMS.length : FORMS_NOT_IN_PLACE);
    tell(FORMS[form], step, piece.length);
    return switch (form) {
      case 0 -> arrays.returning(cipher, step, piece);
      case 1 -> arrays.into(cipher, step, piece);
      case 2 -> buffers.into(cipher, step, piece);
      case 3 -> arrays.inPlace(cipher, step, piece);
      default -> buffers.inPlace(cipher, step, piece);
    };
  }

  private void tell(String form, Step step, int length) {
    if (story.length() < MOST_TOLD) {
      story.append(step == Step.UPDATE ? "update" : "doFinal");
      story.append('(').append(form).append(", ").append(length).append(") ");
    }
  }

  /** One array from end to end: the output follows the input, never ahead of it. */
  private byte[] arrayInPlace(Cipher cipher, byte[] message) throws GeneralSecurityException {
    byte[] array = Arrays.copyOf(message, message.length + SLACK);
    int in = 0;
    int out = 0;
    for (byte[] piece : Splitter.split(random, message)) {
      tell("whole array in place", Step.UPDATE, piece.length);
      out += cipher.update(array, in, piece.length, array, out);
      in += piece.length;
    }
    out += cipher.doFinal(array, in, 0, array, out);
    return Arrays.copyOf(array, out);
  }

  private byte[] bufferInPlace(Cipher cipher, byte[] message) throws GeneralSecurityException {
    byte[] room = Arrays.copyOf(message, message.length + SLACK);
    ByteBuffer output = Buffers.writable(random, room).slice();
    ByteBuffer input = output.duplicate();
    for (byte[] piece : Splitter.split(random, message)) {
      tell("whole buffer in place", Step.UPDATE, piece.length);
      input.limit(input.position() + piece.length);
      cipher.update(input, output);
    }
    cipher.doFinal(input, output);
    return Buffers.content(output, 0, output.position());
  }
}
