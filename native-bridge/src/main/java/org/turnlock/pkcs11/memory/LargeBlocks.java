// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for large operations, lent for one each: one block for each processor is kept, for
 * all sessions of the process. It is the C library's, since a direct ByteBuffer of the JDK's is
 * zeroed and faulted in page by page at each allocation; and it is kept, since to free it makes the
 * C library give the pages that a module has just used back to the system.
 */
final class LargeBlocks {
  /** What is rounded up to, so that one block serves messages of nearly one length. */
  private static final long UNIT = 256 * 1024;

  /** Larger blocks are freed after use. */
  private static final long KEPT = 4 << 20;

  private static final AtomicReferenceArray<Block> IDLE =
      new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());

  private LargeBlocks() {}

  /** Memory, and where it is. */
  record Block(long address, ByteBuffer memory) {}

  /** A block of at least so many bytes; zeros are not promised. */
  static Block lend(long bytes) {
    for (int at = 0; at < IDLE.length(); at++) {
      Block idle = IDLE.get(at);
      if (idle != null && idle.memory().capacity() >= bytes && IDLE.compareAndSet(at, idle, null)) {
        return idle;
      }
    }
    long size = Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT * UNIT);
    long address = Native.malloc(size);
    if (address == 0) {
      throw new OutOfMemoryError("no " + size + " bytes of native memory for one call");
    }
    ByteBuffer memory = new Pointer(address).getByteBuffer(0, size);
    return new Block(address, memory.order(ByteOrder.nativeOrder()));
  }

  /** Takes a block back, wiped; in place of a smaller one where there is no other room. */
  static void giveBack(Block block) {
    Block left = block;
    if (block.memory().capacity() <= KEPT) {
      for (int at = 0; left != null && at < IDLE.length(); at++) {
        Block idle = IDLE.get(at);
        boolean smaller = idle == null || idle.memory().capacity() < left.memory().capacity();
        if (smaller && IDLE.compareAndSet(at, idle, left)) {
          left = idle;
        }
      }
    }
    if (left != null) {
      Native.free(left.address());
    }
  }
}
