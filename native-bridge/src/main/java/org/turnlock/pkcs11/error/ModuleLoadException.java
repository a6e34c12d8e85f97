// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.error;

/** A library could not be loaded as a PKCS#11 module. */
public class ModuleLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModuleLoadException(String message) {
    super(message);
  }

  public ModuleLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
