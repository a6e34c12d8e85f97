// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What CTR adds to the bytes that come next, asked of the token before they come: small pieces of a
 * stream would take two calls each. It is asked for from the third small piece on, and for no more
 * than has gone through or {@link #LEAST}, so that short messages take no more of the key than they
 * need.
 */
final class KeyStreamAhead {
  /** The longest piece that is small. */
  static final int SMALL = 4 * 1024;

  private static final int PIECES_BEFORE = 2;
  private static final int LEAST = 512;
  private static final int MOST = 16 * 1024;
  private static final byte[] NONE = {};

  private byte[] stream = NONE;
  private int at;
  private int smallPieces;
  private long gone;

  /** Wipes it, for another stream or the same from its start. */
  void clear() {
    drop();
    smallPieces = 0;
    gone = 0;
  }

  private void drop() {
    Arrays.fill(stream, at, stream.length, (byte) 0);
    stream = NONE;
    at = 0;
  }

  /** Whether it is there for a piece of that length. */
  boolean covers(int length) {
    return length <= stream.length - at;
  }

  /**
   * How much is to be asked for from where the stream stands, before a piece of that length that is
   * not covered; 0 for a piece that is to go to the token itself.
   */
  int wanted(int length) {
    boolean ask = length > 0 && length <= SMALL && smallPieces >= PIECES_BEFORE;
    return ask ? (int) Math.max(length, Math.min(MOST, Math.max(LEAST, gone))) : 0;
  }

  /** Takes what was asked for; it is wiped as it is used. */
  void put(byte[] asked) {
    drop();
    stream = asked;
  }

  /** Adds it to a piece that it covers; the buffers may overlap. */
  void crypt(ByteBuffer input, ByteBuffer output) {
    byte[] piece = new byte[input.remaining()];
    input.get(piece);
    byte[] key = stream;
    int from = at;
    for (int i = 0; i < piece.length; i++) {
      piece[i] ^= key[from + i];
    }
    at += piece.length;
    Arrays.fill(key, from, at, (byte) 0);
    output.put(piece);
    Arrays.fill(piece, (byte) 0);
    passed(piece.length);
  }

  /** Notes a piece that went to the token itself, past what was asked for. */
  void passedBy(int length) {
    drop();
    passed(length);
  }

  private void passed(int length) {
    smallPieces = length > SMALL ? 0 : Math.min(PIECES_BEFORE, smallPieces + 1);
    gone += length;
  }
}
