// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

/** A token file's content cannot be used; the message says why and what to do, not which file. */
final class TokenFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private TokenFileException(String message) {
    super(message);
  }

  /** Not what a writer has written. */
  static TokenFileException damaged(String what) {
    return new TokenFileException("is damaged: " + what + ". Put a backup in its place.");
  }

  /** Not begun as a token file is. */
  static TokenFileException foreign() {
    return new TokenFileException(
        "is not a software token file: check the directive 'path'. If it was one, it is damaged"
            + " from its first byte on: restore a backup.");
  }

  /** Of a version that is not known here. */
  static TokenFileException newer() {
    return new TokenFileException("was written by a newer version of Turnlock: use that.");
  }
}
