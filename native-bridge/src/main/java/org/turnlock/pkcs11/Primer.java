// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.memory.Scratch;

/** Begins and ends the operation that a session is primed with. */
final class Primer {
  /** What C_EncryptFinal and C_DecryptFinal may give of block modes; there is nothing left. */
  private static final int FINAL_ROOM = 64;

  private final Cryptoki functions;
  private final MessageFunctions messages;

  private final EndedKeys ended = new EndedKeys();

  /**
   * @param messages null where the module has none
   */
  Primer(Cryptoki functions, MessageFunctions messages) {
    this.functions = functions;
    this.messages = messages;
  }

  /**
   * Makes a session that is ready for anything ready for AES-GCM messages under one key.
   *
   * @return the CKR of the call
   */
  long prime(Session session, long key, long epoch, boolean encrypt) {
    Scratch scratch = session.scratch();
    scratch.begin(scratch.layout().attributeSize(), 1);
    int at = scratch.take(scratch.layout().attributeSize());
    scratch.struct(at).putUlong(Ckm.AES_GCM).putPointer(0).putUlong(0);
    long mechanism = scratch.address(at);
    long since = System.nanoTime();
    long code =
        encrypt
            ? messages.C_MessageEncryptInit(session.handle(), mechanism, key)
            : messages.C_MessageDecryptInit(session.handle(), mechanism, key);
    if (code == Ckr.OK) {
      session.prime(new Priming(key, epoch, encrypt, null, since));
    }
    return code;
  }

  /** Whether an operation can be gone on with that would serve. */
  boolean isGood(Priming priming) {
    return priming.isFresh() && !ended.endedSince(priming);
  }

  /** The handles of which nothing goes on. */
  EndedKeys ended() {
    return ended;
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
        priming.next() == null
            ? endMessages(session, priming.encrypt())
            : endParts(session, priming.encrypt());
    return code == Ckr.OPERATION_NOT_INITIALIZED ? Ckr.OK : code;
  }

  private long endMessages(Session session, boolean encrypt) {
    return encrypt
        ? messages.C_MessageEncryptFinal(session.handle())
        : messages.C_MessageDecryptFinal(session.handle());
  }

  private long endParts(Session session, boolean encrypt) {
    Scratch scratch = session.scratch().begin(FINAL_ROOM + 8L, 2);
    try {
      long length = scratch.address(scratch.putUlong(FINAL_ROOM));
      long rest = scratch.address(scratch.take(FINAL_ROOM));
      return encrypt
          ? functions.C_EncryptFinal(session.handle(), rest, length)
          : functions.C_DecryptFinal(session.handle(), rest, length);
    } finally {
      scratch.wipe();
    }
  }
}
