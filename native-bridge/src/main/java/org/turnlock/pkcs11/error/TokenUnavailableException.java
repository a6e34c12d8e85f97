// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.error;

/** A token is closed, or its sessions are all in use until the deadline: no C function answered. */
public class TokenUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TokenUnavailableException(String message) {
    super(message);
  }
}
