// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.turnlock.cli.console.Failure;

/**
 * The environment that native code in this process sees. Java can only read it, but SoftHSM, which
 * runs in this process, takes the place of its configuration from there and from nowhere else.
 */
final class ProcessEnvironment {
  private interface C extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private ProcessEnvironment() {}

  static void set(String name, String value) {
    C c = Native.load("c", C.class);
    if (c.setenv(name, value, 1) != 0) {
      throw new Failure("cannot set " + name + " in the environment");
    }
  }
}
