// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.ProviderException;

/** A token could not do what was asked; {@link #reason()} says which kind of no it was. */
public class TokenException extends ProviderException {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure that callers tell apart. */
  public enum Reason {
    /** Wrong tag, padding, length or content of the data. */
    DATA_REJECTED,
    /** The key is gone, of the wrong type, or its attributes do not allow the use. */
    KEY_REFUSED,
    /** The token lacks the mechanism, or does not take these parameters or this key size. */
    UNSUPPORTED,
    /** A login is needed first. */
    NOT_LOGGED_IN,
    /** Already closed, removed, out of sessions, or no answer: the same call may work later. */
    UNAVAILABLE,
    /** The token is read-only or full, or forbids the change. */
    NOT_WRITABLE,
    /** Anything else. */
    FAILED
  }

  private final Reason reason;

  public TokenException(Reason reason, String message) {
    this(reason, message, null);
  }

  public TokenException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The kind of failure. */
  public Reason reason() {
    return reason;
  }
}
