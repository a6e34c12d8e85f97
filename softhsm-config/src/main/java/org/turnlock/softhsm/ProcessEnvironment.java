// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * The environment that native code in this process sees. Java's own copy ({@code System.getenv})
 * was taken at start and does not change, nor do the environments of processes started from Java.
 */
final class ProcessEnvironment {
  private ProcessEnvironment() {}

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite) throws LastErrorException;
  }

  private static final LibC LIBC = Native.load("c", LibC.class);

  static void set(String name, String value) {
    LIBC.setenv(name, value, 1);
  }
}
