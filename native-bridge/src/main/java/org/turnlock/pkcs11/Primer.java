// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.memory.Scratch;

/** Begins and ends the message operation that a session is primed with: AES-GCM. */
final class Primer {
  private final MessageFunctions functions;

  Primer(MessageFunctions functions) {
    this.functions = functions;
  }

  /**
   * Makes a session ready for messages under one key, after ending what it was ready for before.
   *
   * @return the CKR of the call that failed, or CKR_OK
   */
  long prime(Session session, long key, long epoch, boolean encrypt) {
    long code = end(session);
    if (code != Ckr.OK) {
      return code;
    }
    Scratch scratch = session.scratch();
    scratch.begin(scratch.layout().attributeSize(), 1);
    int at = scratch.take(scratch.layout().attributeSize());
    scratch.struct(at).putUlong(Ckm.AES_GCM).putPointer(0).putUlong(0);
    long mechanism = scratch.address(at);
    code =
        encrypt
            ? functions.C_MessageEncryptInit(session.handle(), mechanism, key)
            : functions.C_MessageDecryptInit(session.handle(), mechanism, key);
    if (code == Ckr.OK) {
      session.prime(new Priming(key, epoch, encrypt, System.nanoTime()));
    }
    return code;
  }

  /**
   * Makes a session good for any operation again; CKR_OK where it is. What it was ready for may
   * have ended already: with a login, or with a logout by other code (PKCS#11 3.1, sections 5.6.8
   * and 5.6.10).
   */
  long end(Session session) {
    Priming priming = session.priming();
    if (priming == null) {
      return Ckr.OK;
    }
    session.prime(null);
    long code =
        priming.encrypt()
            ? functions.C_MessageEncryptFinal(session.handle())
            : functions.C_MessageDecryptFinal(session.handle());
    return code == Ckr.OPERATION_NOT_INITIALIZED ? Ckr.OK : code;
  }
}
