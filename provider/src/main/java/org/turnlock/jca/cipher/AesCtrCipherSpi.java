// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.JcaContext;
import org.turnlock.pkcs11.CounterBlock;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.KeyUsage;

/**
 * AES/CTR/NoPadding: gives as many bytes as it gets. Where the stream stands is a counter block and
 * an offset in it; going on in the middle of a block means to put as many zeros before the data and
 * to drop them from the result.
 */
public final class AesCtrCipherSpi extends IvCipherSpi {
  private final KeyStreamAhead ahead = new KeyStreamAhead();
  private byte[] counter;

  /** The counter from which the token's operation goes on, if one is active. */
  private byte[] tokenAt;

  private int offset;

  public AesCtrCipherSpi(JcaContext context) {
    super(context, 0, true);
  }

  @Override
  void restart() {
    counter = iv();
    tokenAt = counter;
    offset = 0;
    ahead.clear();
    parts().restart();
  }

  @Override
  Mechanism next() {
    return Mechanism.aesCtr(tokenAt);
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    return inputLength;
  }

  @Override
  int updateSize(int inputLength) {
    return inputLength;
  }

  @Override
  byte[] finish(ByteBuffer input) {
    byte[] output = new byte[input.remaining()];
    try {
      finish(input, ByteBuffer.wrap(output));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  int finish(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    int length = input.remaining();
    requireRoom(output, length);
    parts().finish();
    try {
      run(input, output);
      return length;
    } finally {
      end();
    }
  }

  @Override
  int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    int length = input.remaining();
    requireRoom(output, length);
    if (length > 0) {
      parts().update();
    }
    int wanted = ahead.covers(length) ? 0 : ahead.wanted(length);
    if (wanted > 0) {
      byte[] stream = new byte[wanted];
      runFromHere(ByteBuffer.wrap(stream), ByteBuffer.wrap(stream));
      ahead.put(stream);
    }
    run(input, output);
    return length;
  }

  private void run(ByteBuffer input, ByteBuffer output) {
    int length = input.remaining();
    if (length == 0) {
      return;
    }
    byte[] next;
    if (ahead.covers(length)) {
      operations().goOn(key(), encrypting() ? KeyUsage.ENCRYPT : KeyUsage.DECRYPT);
      ahead.crypt(input, output);
      next = counter.clone();
      CounterBlock.advance(next, (offset + length) / BLOCK);
    } else {
      next = runFromHere(input, output);
      ahead.passedBy(length);
    }
    counter = next;
    offset = (offset + length % BLOCK) % BLOCK;
  }

  /** By the token; gives the counter of where that ends. */
  private byte[] runFromHere(ByteBuffer input, ByteBuffer output) {
    byte[] next = counter.clone();
    if (offset != 0 || isSplitOver(input, output)) {
      runCopied(next, input, output);
    } else {
      runInPieces(next, input, output);
    }
    return next;
  }

  /** Whether the data goes to the token in several pieces of which one may overwrite the next. */
  private boolean isSplitOver(ByteBuffer input, ByteBuffer output) {
    boolean wraps = CounterBlock.bytesUntilWrap(counter) < input.remaining();
    return wraps ? Overlap.possible(input, output) : mustCopy(input, output);
  }

  private void runCopied(byte[] next, ByteBuffer input, ByteBuffer output) {
    int length = input.remaining();
    byte[] copy = new byte[Math.addExact(offset, length)];
    try {
      input.get(input.position(), copy, offset, length);
      runInPieces(next, ByteBuffer.wrap(copy), ByteBuffer.wrap(copy));
      output.put(copy, offset, length);
      input.position(input.limit());
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Moves {@code next} on by the whole blocks that went through. */
  private void runInPieces(byte[] next, ByteBuffer input, ByteBuffer output) {
    int start = input.position();
    int end = input.limit();
    int outputStart = output.position();
    boolean done = false;
    try {
      while (input.position() < end) {
        int piece = Math.min(end - input.position(), PIECE);
        piece = (int) Math.min(piece, CounterBlock.bytesUntilWrap(next));
        input.limit(input.position() + piece);
        boolean followed = input.limit() < end;
        crypt(Mechanism.aesCtr(next.clone()), input, output, followed);
        CounterBlock.advance(next, piece / BLOCK);
      }
      tokenAt = next;
      done = true;
    } finally {
      input.limit(end);
      if (!done) {
        input.position(start);
        output.position(outputStart);
      }
    }
  }
}
