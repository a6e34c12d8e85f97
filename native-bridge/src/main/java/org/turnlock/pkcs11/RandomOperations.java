// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/** The token's random numbers (PKCS#11 3.1, section 5.19). */
public final class RandomOperations {
  private static final int PART = 16 * 1024;

  private final Cryptoki functions;
  private final SessionPool pool;

  RandomOperations(Cryptoki functions, SessionPool pool) {
    this.functions = functions;
    this.pool = pool;
  }

  /** Fills the output from its position to its limit. */
  public void generate(ByteBuffer output) {
    while (output.hasRemaining()) {
      Session session = pool.borrow();
      SessionFate fate = SessionFate.CLOSE;
      Scratch scratch = session.scratch();
      try {
        int length = Math.min(PART, output.remaining());
        int at = scratch.begin(length, 1).take(length);
        long code = functions.C_GenerateRandom(session.handle(), scratch.address(at), length);
        fate = SessionFate.of(code);
        if (code != Ckr.OK) {
          throw new Pkcs11Exception("C_GenerateRandom", code);
        }
        scratch.get(at, length, output);
      } finally {
        scratch.wipe();
        pool.giveBack(session, fate);
      }
    }
  }

  /** Mixes a seed in; no effect on tokens that accept none. */
  public void seed(byte[] seed) {
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    Scratch scratch = session.scratch();
    try {
      int at = scratch.begin(seed.length, 1).put(seed);
      long code = functions.C_SeedRandom(session.handle(), scratch.address(at), seed.length);
      boolean refused = code == Ckr.RANDOM_SEED_NOT_SUPPORTED || code == Ckr.FUNCTION_NOT_SUPPORTED;
      fate = refused ? SessionFate.KEEP : SessionFate.of(code);
      if (code != Ckr.OK && !refused) {
        throw new Pkcs11Exception("C_SeedRandom", code);
      }
    } finally {
      scratch.wipe();
      pool.giveBack(session, fate);
    }
  }
}
