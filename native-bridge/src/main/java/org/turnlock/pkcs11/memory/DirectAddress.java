// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** Where a direct ByteBuffer's bytes are. */
public final class DirectAddress {
  private DirectAddress() {}

  /**
   * The address of the byte at the buffer's position. The caller keeps the buffer reachable while
   * the address is in use ({@link java.lang.ref.Reference#reachabilityFence}).
   */
  public static long of(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct)) + direct.position();
  }
}
