// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.memory.DirectMemory;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * What goes into one operation and where its result goes: ByteBuffers, or arrays without a
 * ByteBuffer around each. An operation that succeeds moves the buffers' positions on. For one
 * thread; whoever has many operations uses one again and again.
 */
public final class Transfer {
  private ByteBuffer input;
  private ByteBuffer output;
  private byte[] inputArray;
  private byte[] outputArray;
  private int inputOffset;
  private int inputLength;
  private int outputOffset;
  private int outputLength;

  /** With nothing to transfer yet. */
  public Transfer() {}

  /** Between buffers, from position to limit; the input may be read-only, and they may overlap. */
  public static Transfer of(ByteBuffer input, ByteBuffer output) {
    Transfer transfer = new Transfer();
    transfer.input = input;
    transfer.output = output;
    return transfer;
  }

  /** From here on from this part of an array; without any input if it is null. */
  public Transfer from(byte[] array, int offset, int length) {
    inputArray = array;
    inputOffset = offset;
    inputLength = length;
    return this;
  }

  /** From here on to this part of an array. */
  public Transfer to(byte[] array, int offset, int length) {
    outputArray = array;
    outputOffset = offset;
    outputLength = length;
    return this;
  }

  /** Lets go of the arrays. */
  public void clear() {
    from(null, 0, 0);
    to(null, 0, 0);
  }

  /** Bytes of input. */
  public int length() {
    return input != null ? input.remaining() : inputLength;
  }

  /** Bytes that there is room for. */
  public int room() {
    return output != null ? output.remaining() : outputLength;
  }

  /** The input as a buffer. */
  public ByteBuffer input() {
    if (input != null) {
      return input;
    }
    return inputArray == null
        ? ByteBuffer.allocate(0)
        : ByteBuffer.wrap(inputArray, inputOffset, inputLength);
  }

  /** The output as a buffer. */
  public ByteBuffer output() {
    return output != null ? output : ByteBuffer.wrap(outputArray, outputOffset, outputLength);
  }

  /** Where the input is in native memory; 0 if it is not. */
  long inputAddress() {
    return input == null ? 0 : DirectMemory.address(input);
  }

  /**
   * Where the result is to be in native memory; 0 if it is not, if the input is there too, or if it
   * cannot be written: too short for {@code bytes}, or read-only.
   */
  long outputAddress(long bytes) {
    return output == null || output.isReadOnly() || output.remaining() < bytes || overlap()
        ? 0
        : DirectMemory.address(output);
  }

  private boolean overlap() {
    long from = inputAddress();
    long to = DirectMemory.address(output);
    return from < to + output.remaining() && to < from + input.remaining();
  }

  /** The result is where {@link #outputAddress} said. */
  void wrote(int length) {
    output.position(output.position() + length);
    input.position(input.limit());
  }

  /**
   * Copies the input; gives where to. Always a copy: the memory of a direct buffer can be freed, or
   * its file cut, by others.
   *
   * @param size bytes to take, at least those of the input
   */
  int put(Scratch scratch, int size) {
    int at = scratch.take(size);
    if (input != null) {
      scratch.set(at, input);
    } else if (inputArray != null) {
      scratch.set(at, inputArray, inputOffset, inputLength);
    }
    return at;
  }

  /** Copies the result from {@code at}; all of the input is used up. */
  void get(Scratch scratch, int at, int length) {
    if (output == null) {
      scratch.get(at, length, outputArray, outputOffset);
    } else {
      scratch.get(at, length, output);
      input.position(input.limit());
    }
  }
}
