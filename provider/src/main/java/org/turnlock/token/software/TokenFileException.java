// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

/** A token file's content is not what it should be; the message says what, not which file. */
final class TokenFileException extends Exception {
  private static final long serialVersionUID = 1L;

  TokenFileException(String message) {
    super(message);
  }
}
