// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** Where direct ByteBuffers of other code are. Good for as long as that code keeps them. */
public final class DirectMemory {
  private DirectMemory() {}

  /** The native address of the buffer's position; 0 if it is not direct, or has nothing left. */
  public static long address(ByteBuffer buffer) {
    return buffer.isDirect() && buffer.hasRemaining()
        ? Pointer.nativeValue(Native.getDirectBufferPointer(buffer)) + buffer.position()
        : 0;
  }
}
