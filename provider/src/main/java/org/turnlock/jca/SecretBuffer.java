// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.util.Arrays;

/**
 * A growing buffer for data that must not linger in memory: wiped when it grows and when cleared.
 */
public final class SecretBuffer {
  private static final byte[] EMPTY = new byte[0];
  private static final int FIRST_CAPACITY = 256;
  private static final int KEPT_CAPACITY = 64 * 1024;
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 64;

  private byte[] bytes = EMPTY;
  private int size;

  /** Adds the bytes between position and limit and consumes them. */
  public void append(ByteBuffer input) {
    int length = input.remaining();
    ensureRoomFor(length);
    input.get(bytes, size, length);
    size += length;
  }

  /** Adds some bytes of an array. */
  public void append(byte[] input, int offset, int length) {
    ensureRoomFor(length);
    System.arraycopy(input, offset, bytes, size, length);
    size += length;
  }

  /** How many bytes are in it. */
  public int size() {
    return size;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The bytes themselves, not a copy: good until the next change. */
  public ByteBuffer contents() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return size == 0 ? EMPTY : Arrays.copyOf(bytes, size);
  }

  /** Wipes and empties it. */
  public void clear() {
    Arrays.fill(bytes, 0, size, (byte) 0);
    size = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = EMPTY;
    }
  }

  private void ensureRoomFor(int more) {
    long needed = (long) size + more;
    if (needed <= bytes.length) {
      return;
    }
    if (needed > MAX_CAPACITY) {
      throw new ProviderException("more than 2 GiB of data in one operation that needs it whole");
    }
    long doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
    byte[] larger = new byte[(int) Math.min(MAX_CAPACITY, Math.max(needed, doubled))];
    System.arraycopy(bytes, 0, larger, 0, size);
    Arrays.fill(bytes, 0, size, (byte) 0);
    bytes = larger;
  }
}
