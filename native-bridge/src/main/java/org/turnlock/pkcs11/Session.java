// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;

/** An open session with its own native scratch memory. For one thread at a time. */
final class Session {
  private static final int SCRATCH_BYTES = 16 * 1024;

  private final long handle;
  private final long epoch;
  private Priming priming;
  private final Scratch scratch = new Scratch(CkLayout.platform(), SCRATCH_BYTES);

  Session(long handle, long epoch) {
    this.handle = handle;
    this.epoch = epoch;
  }

  /** CK_SESSION_HANDLE. */
  long handle() {
    return handle;
  }

  /** The token's epoch at the time of opening. */
  long epoch() {
    return epoch;
  }

  /** What it is ready for; null where it is ready for anything else. */
  Priming priming() {
    return priming;
  }

  boolean isPrimedFor(long key, long keyEpoch, boolean encrypt, Mechanism next) {
    Priming ready = priming;
    return ready != null && ready.serves(key, keyEpoch, encrypt, next);
  }

  void prime(Priming ready) {
    priming = ready;
  }

  Scratch scratch() {
    return scratch;
  }
}
