// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How a platform lays out PKCS#11's structures: the width of CK_ULONG, of a pointer, and whether
 * fields are packed without padding (PKCS#11 3.1, section 2.1: Windows packs to one byte).
 *
 * <p>The Windows layout is tested as bytes; it has not been tried on Windows.
 *
 * @param ulongSize bytes of a CK_ULONG
 * @param pointerSize bytes of a pointer
 * @param packed true if fields follow each other without padding
 */
public record CkLayout(int ulongSize, int pointerSize, boolean packed) {
  /** Unix with 64-bit longs and pointers. */
  public static final CkLayout LP64 = new CkLayout(8, 8, false);

  /** 64-bit Windows: 32-bit longs, packed structures. */
  public static final CkLayout WINDOWS_64 = new CkLayout(4, 8, true);

  /** The layout of the platform that this JVM runs on. */
  public static CkLayout platform() {
    return new CkLayout(Native.LONG_SIZE, Native.POINTER_SIZE, Platform.isWindows());
  }

  /** {@code offset} rounded up to where a field of {@code size} bytes may start. */
  public int align(int offset, int size) {
    return packed ? offset : (offset + size - 1) / size * size;
  }

  /** Bytes from one CK_ATTRIBUTE of an array to the next; also the size of a CK_MECHANISM. */
  public int attributeSize() {
    int pointer = align(ulongSize, pointerSize);
    int length = align(pointer + pointerSize, ulongSize);
    return align(length + ulongSize, Math.max(pointerSize, ulongSize));
  }

  /** CK_UNAVAILABLE_INFORMATION as it is read: all bits of a CK_ULONG set. */
  public long unavailable() {
    return ulongSize == 8 ? -1L : 0xFFFF_FFFFL;
  }
}
