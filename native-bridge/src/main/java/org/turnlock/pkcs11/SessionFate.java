// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.constant.Ckr;

/** What becomes of a session after a call: the one place that decides broken or fine. */
enum SessionFate {
  /** Back to the pool. */
  KEEP,
  /** Closed: an operation may still be active in it. */
  CLOSE,
  /** Gone already: only forgotten. */
  FORGET;

  /** Decides from a return value. Anything but CKR_OK leaves a doubt, and a doubt closes. */
  static SessionFate of(long code) {
    if (code == Ckr.OK) {
      return KEEP;
    }
    return isGone(code) ? FORGET : CLOSE;
  }

  /** Whether the answer says that the session itself no longer exists. */
  static boolean isGone(long code) {
    return code == Ckr.SESSION_HANDLE_INVALID
        || code == Ckr.SESSION_CLOSED
        || code == Ckr.CRYPTOKI_NOT_INITIALIZED
        || code == Ckr.DEVICE_REMOVED
        || code == Ckr.TOKEN_NOT_PRESENT;
  }
}
