// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.nio.ByteBuffer;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;

/** Feeds a message to an initialised Signature or Mac in random pieces and forms of call. */
public final class SignatureFeeder {
  private static final int MOST_MARGIN = 8;

  private final Random random;

  public SignatureFeeder(Random random) {
    this.random = random;
  }

  /** What Signature and Mac have in common. */
  private interface Sink {
    void update(byte value) throws SignatureException;

    void update(byte[] bytes, int offset, int length) throws SignatureException;

    void update(ByteBuffer bytes) throws SignatureException;
  }

  public void feed(Signature signature, byte[] message) throws SignatureException {
    feed(
        new Sink() {
          @Override
          public void update(byte value) throws SignatureException {
            signature.update(value);
          }

          @Override
          public void update(byte[] bytes, int offset, int length) throws SignatureException {
            signature.update(bytes, offset, length);
          }

          @Override
          public void update(ByteBuffer bytes) throws SignatureException {
            signature.update(bytes);
          }
        },
        message);
  }

  public void feed(Mac mac, byte[] message) {
    try {
      feed(
          new Sink() {
            @Override
            public void update(byte value) {
              mac.update(value);
            }

            @Override
            public void update(byte[] bytes, int offset, int length) {
              mac.update(bytes, offset, length);
            }

            @Override
            public void update(ByteBuffer bytes) {
              mac.update(bytes);
            }
          },
          message);
    } catch (SignatureException e) {
      throw new AssertionError("no Mac throws it", e);
    }
  }

  private void feed(Sink sink, byte[] message) throws SignatureException {
    for (byte[] piece : Splitter.split(random, message)) {
      switch (random.nextInt(3)) {
        case 0 -> {
          ByteBuffer buffer = Buffers.readable(random, piece);
          sink.update(buffer);
          if (buffer.hasRemaining()) {
            throw new AssertionError("update left bytes in the buffer");
          }
        }
        case 1 -> {
          int offset = random.nextInt(MOST_MARGIN);
          byte[] wide = Messages.bytes(random, offset + piece.length + MOST_MARGIN);
          System.arraycopy(piece, 0, wide, offset, piece.length);
          sink.update(wide, offset, piece.length);
        }
        default -> {
          int single = Math.min(piece.length, random.nextInt(3));
          for (int i = 0; i < single; i++) {
            sink.update(piece[i]);
          }
          sink.update(piece, single, piece.length - single);
        }
      }
    }
  }

  public byte[] sign(Signature signature, int room) throws SignatureException {
    if (random.nextBoolean()) {
      return signature.sign();
    }
    int offset = random.nextInt(MOST_MARGIN);
    byte[] output = new byte[offset + room];
    int length = signature.sign(output, offset, room);
    return Arrays.copyOfRange(output, offset, offset + length);
  }

  public boolean verify(Signature signature, byte[] value) throws SignatureException {
    if (random.nextBoolean()) {
      return signature.verify(value);
    }
    int offset = random.nextInt(MOST_MARGIN);
    byte[] wide = Messages.bytes(random, offset + value.length + MOST_MARGIN);
    System.arraycopy(value, 0, wide, offset, value.length);
    return signature.verify(wide, offset, value.length);
  }
}
