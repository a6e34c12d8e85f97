// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.lang.reflect.Method;

/** What the current thread has allocated on the heap. */
public final class AllocatedBytes {
  private AllocatedBytes() {}

  /**
   * Bytes since its start. By reflection: the provider's module, in which tests run, does not read
   * java.management.
   */
  public static long byThisThread() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class);
    return (long) bytes.invoke(threads, Thread.currentThread().getId());
  }
}
