// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import com.sun.jna.NativeLibrary;
import java.util.Optional;

/** The environment as modules see it: native code of this process may have changed Java's copy. */
public final class NativeEnvironment {
  private NativeEnvironment() {}

  /** A variable, if it is set. */
  public static Optional<String> variable(String name) {
    try {
      return Optional.ofNullable(
          NativeLibrary.getProcess()
              .getFunction("getenv")
              .invokeString(new Object[] {name}, false));
    } catch (UnsatisfiedLinkError e) {
      return Optional.ofNullable(System.getenv(name));
    }
  }
}
