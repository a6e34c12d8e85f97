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
  /** Longest tag or padding that C_Encrypt or C_Decrypt can add. */
  private static final int OUTPUT_MARGIN = 32;

  /**
   * So much data and more have the output of C_Encrypt or C_Decrypt take the place of the input,
   * which PKCS#11 allows: the processor's cache holds one copy where it would not hold two.
   */
  private static final int IN_PLACE_FROM = 16 * 1024;

  private ByteBuffer input;
  private ByteBuffer output;
  private byte[] inputArray;
  private byte[] outputArray;
  private int inputOffset;
  private int inputLength;
  private int outputOffset;
  private int outputLength;

  /** Where the module reads; 0 until the input is copied, if it is to be. */
  private long source;

  /** Offset of the source; -1 if it is not in scratch memory. */
  private int sourceAt = -1;

  /** Where the module writes; 0 until there is scratch memory for it, if there is to be. */
  private long target;

  /** Bytes that there are at the target. */
  private long targetRoom;

  /** Offset of the target, if it is in scratch memory. */
  private int targetAt;

  private boolean targetDirect;
  private boolean inPlace;
  private boolean resultSecret;
  private Part part = Part.WHOLE;

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

  /** From here on data that are so much of what belongs together; at first they are all. */
  public Transfer as(Part ofAll) {
    part = ofAll;
    return this;
  }

  /** What the data are of all that belongs together. */
  Part part() {
    return part;
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

  /**
   * Decides where C_Encrypt or C_Decrypt reads and writes: in scratch memory, or in the memory of
   * direct buffers themselves.
   *
   * @param passDirect whether the module may have that; of an output only what is encrypted
   * @return bytes of scratch memory, in two pieces at most
   */
  long plan(boolean encrypt, boolean passDirect) {
    // The module is told how much room there is.
    return plan(encrypt, passDirect, (long) length() + OUTPUT_MARGIN, 0, IN_PLACE_FROM);
  }

  /**
   * Decides the same for a message, whose functions write ciphertext and tag unasked.
   *
   * @param tagBytes behind the ciphertext
   */
  long planMessage(boolean encrypt, boolean passDirect, int tagBytes) {
    long whole = (long) length() + (encrypt ? tagBytes : 0);
    return plan(encrypt, passDirect, whole, whole, 0);
  }

  private long plan(
      boolean encrypt, boolean passDirect, long scratchRoom, long leastDirect, int inPlaceFrom) {
    source = passDirect && input != null ? DirectMemory.address(input) : 0;
    target = passDirect && encrypt ? directTarget(leastDirect) : 0;
    targetDirect = target != 0;
    targetRoom = targetDirect ? room() : scratchRoom;
    inPlace = source == 0 && target == 0 && length() >= inPlaceFrom;
    resultSecret = !encrypt;
    return (source != 0 || inPlace ? 0 : length()) + (targetDirect ? 0 : targetRoom);
  }

  /**
   * Where the output is in native memory; 0 if it is not, if the input is there too, or if it
   * cannot be written: too short for {@code least} bytes, or read-only.
   */
  private long directTarget(long least) {
    if (output == null || output.isReadOnly() || output.remaining() < least) {
      return 0;
    }
    long address = DirectMemory.address(output);
    boolean overlap = source < address + output.remaining() && address < source + input.remaining();
    return overlap ? 0 : address;
  }

  /**
   * Takes the scratch memory that was planned, as the last of the call, and copies the input. A
   * direct buffer is copied too unless the plan says otherwise: its memory can be freed, or its
   * file cut, by others.
   */
  void place(Scratch scratch) {
    sourceAt = -1;
    if (source == 0) {
      int at = scratch.take(inPlace ? (int) targetRoom : length());
      copyInput(scratch, at);
      source = scratch.address(at);
      sourceAt = at;
      targetAt = at;
    }
    if (!targetDirect) {
      targetAt = inPlace ? targetAt : scratch.take((int) targetRoom);
      target = scratch.address(targetAt);
    }
  }

  private void copyInput(Scratch scratch, int at) {
    if (input != null) {
      scratch.set(at, input);
    } else if (inputArray != null) {
      scratch.set(at, inputArray, inputOffset, inputLength);
    }
  }

  /** Native address at which the module reads {@link #length()} bytes. */
  long source() {
    return source;
  }

  /** Native address at which it writes. */
  long target() {
    return target;
  }

  /** Bytes that it may write there. */
  long targetRoom() {
    return targetRoom;
  }

  /** The last bytes at the source, as the module will read them. */
  byte[] endOfInput(Scratch scratch, int bytes) {
    if (sourceAt >= 0) {
      return scratch.get(sourceAt + length() - bytes, bytes);
    }
    byte[] end = new byte[bytes];
    input.get(input.limit() - bytes, end);
    return end;
  }

  /** The last of {@code length} bytes that the module has written at the target. */
  byte[] endOfOutput(Scratch scratch, int length, int bytes) {
    if (!targetDirect) {
      return scratch.get(targetAt + length - bytes, bytes);
    }
    byte[] end = new byte[bytes];
    output.get(output.position() + length - bytes, end);
    return end;
  }

  /**
   * Gives the caller the first {@code length} bytes at the target. All of the input is used up.
   * What is in scratch memory and no secret will not be wiped.
   */
  void finish(Scratch scratch, int length) {
    if (targetDirect) {
      output.position(output.position() + length);
      input.position(input.limit());
      return;
    }
    boolean overwritten = !inPlace || length >= length();
    if (output == null) {
      scratch.get(targetAt, length, outputArray, outputOffset);
    } else {
      scratch.get(targetAt, length, output);
      input.position(input.limit());
    }
    if (!resultSecret && overwritten) {
      scratch.publish(targetAt);
    }
  }
}
