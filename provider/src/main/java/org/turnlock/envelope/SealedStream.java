// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import javax.crypto.AEADBadTagException;
import javax.crypto.ShortBufferException;
import org.turnlock.keys.ManagedKeyException;

/**
 * One message on its way to or from its sealed form. It comes in pieces of any size, and whole
 * segments go out; never more than one is held. After a failure other than a short output the
 * message is lost: no segment is ever encrypted twice. For one thread.
 */
public abstract sealed class SealedStream permits SealedEncryption, SealedDecryption {
  private final SegmentBuffer gathered;
  private final ByteArrayOutputStream aad = new ByteArrayOutputStream();
  private boolean begun;
  private RuntimeException failure;

  SealedStream(SegmentBuffer gathered) {
    this.gathered = gathered;
  }

  /**
   * Adds to the additional authenticated data.
   *
   * @throws IllegalStateException if some of the message came already
   */
  public final void updateAad(ByteBuffer more) {
    if (begun) {
      throw new IllegalStateException("additional authenticated data must come before the data");
    }
    byte[] bytes = new byte[more.remaining()];
    more.get(bytes);
    aad.writeBytes(bytes);
  }

  final byte[] aad() {
    return aad.toByteArray();
  }

  final SegmentBuffer gathered() {
    return gathered;
  }

  /**
   * Whether output may be written before all of the input is read, so that the two must not
   * overlap.
   */
  public final boolean writesInPieces(ByteBuffer input) {
    return gathered.size() + (long) input.remaining() > Segments.BYTES;
  }

  /** How much {@link #finish} gives at most for so many more bytes, in however many pieces. */
  public abstract int outputSize(int inputLength);

  /** How much {@link #update} gives for this input, unless that turns out to be forged. */
  public final int updateSize(ByteBuffer input) {
    return failure == null ? sizeOfUpdate(input) : 0;
  }

  /** How much {@link #finish} gives for this input, unless that turns out to be forged. */
  public final int finishSize(ByteBuffer input) {
    return failure == null ? sizeOfLast(input) : 0;
  }

  abstract int sizeOfUpdate(ByteBuffer input);

  abstract int sizeOfLast(ByteBuffer input);

  /**
   * Consumes the input and writes the segments that are whole. Of a forged message it writes
   * nothing from the forged segment on: {@link #finish} is what says so.
   *
   * @throws ShortBufferException if the output is too short; nothing has changed then
   */
  public final int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    requireGood();
    requireRoom(output, sizeOfUpdate(input));
    int start = input.position();
    int from = output.position();
    boolean done = false;
    try {
      begun |= input.hasRemaining();
      takeUpdate(input, output);
      done = true;
      return output.position() - from;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      if (!done) {
        takeBack(input, start, output, from);
        end();
      }
    }
  }

  /**
   * Consumes the last input and writes the rest. The stream is of no use afterwards, unless the
   * output was too short: nothing has changed then.
   *
   * @throws AEADBadTagException if the message was forged, cut, or is of another key
   */
  public final int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, AEADBadTagException {
    requireGood();
    requireRoom(output, sizeOfLast(input));
    int start = input.position();
    int from = output.position();
    boolean done = false;
    try {
      takeLast(input, output);
      done = true;
      return output.position() - from;
    } finally {
      if (!done) {
        takeBack(input, start, output, from);
      }
      end();
    }
  }

  /** Takes what is not the end of the message. */
  abstract void takeUpdate(ByteBuffer input, ByteBuffer output);

  /** Takes the end of the message. */
  abstract void takeLast(ByteBuffer input, ByteBuffer output) throws AEADBadTagException;

  /** Wipes what was gathered of the message. */
  public final void close() {
    gathered.release();
    aad.reset();
  }

  private void requireGood() {
    if (failure instanceof ManagedKeyException refusal) {
      throw new ManagedKeyException(refusal.reason(), refusal.getMessage(), refusal);
    }
    if (failure != null) {
      throw new ProviderException(
          "an earlier piece of this message failed, and the message with it", failure);
    }
  }

  /** There is no going on from here, whatever it was that ended it. */
  private void end() {
    failure = failure == null ? new IllegalStateException("the message has ended") : failure;
    close();
  }

  private static void takeBack(ByteBuffer input, int start, ByteBuffer output, int from) {
    input.position(start);
    for (int i = from; i < output.position(); i++) {
      output.put(i, (byte) 0);
    }
    output.position(from);
  }

  private static void requireRoom(ByteBuffer output, int needed) throws ShortBufferException {
    if (output.remaining() < needed) {
      throw new ShortBufferException(
          "the output has room for " + output.remaining() + " bytes, but needs " + needed);
    }
  }
}
