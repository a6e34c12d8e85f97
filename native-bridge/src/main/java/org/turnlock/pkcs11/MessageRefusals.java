// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.constant.Ckr;

/**
 * What a token has refused to do by messages, of one direction: all, or what is under some keys.
 * That is not tried again; the functions of PKCS#11 2.40 do it, or say why it cannot be done.
 */
final class MessageRefusals {
  /** So many keys refused before one was taken are the token's answer for all. */
  private static final int KEYS = 3;

  private final boolean encrypt;
  private volatile boolean all;
  private volatile boolean oneTaken;
  private int keys;

  MessageRefusals(boolean encrypt) {
    this.encrypt = encrypt;
  }

  /** Whether messages under the key were refused. */
  boolean has(ObjectRef key) {
    return all || key.refusesMessages(encrypt);
  }

  /** A session was primed for a key. */
  void taken() {
    if (!oneTaken) {
      oneTaken = true;
    }
  }

  /**
   * Remembers what the token has answered to priming a session, or to a message.
   *
   * @return false if that is no refusal of messages, but a failure of another kind
   */
  synchronized boolean add(long code, ObjectRef key) {
    if (code == Ckr.FUNCTION_NOT_SUPPORTED) {
      all = true;
      return true;
    }
    boolean mechanism = isOfMechanism(code);
    if (!mechanism && !isOfKey(code)) {
      return false;
    }
    if (!key.refusesMessages(encrypt)) {
      key.refuseMessages(encrypt);
      all |= mechanism && !oneTaken && ++keys >= KEYS;
    }
    return true;
  }

  /**
   * Whether a module answers so that has the functions and not the mechanism, or not in this form.
   * It may mean this key alone, as by its CKA_ALLOWED_MECHANISMS.
   */
  static boolean isOfMechanism(long code) {
    return code == Ckr.MECHANISM_INVALID
        || code == Ckr.MECHANISM_PARAM_INVALID
        || code == Ckr.ARGUMENTS_BAD;
  }

  private static boolean isOfKey(long code) {
    return code == Ckr.KEY_FUNCTION_NOT_PERMITTED
        || code == Ckr.KEY_TYPE_INCONSISTENT
        || code == Ckr.KEY_SIZE_RANGE;
  }
}
