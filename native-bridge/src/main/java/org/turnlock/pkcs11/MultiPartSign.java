// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * A signature or MAC over data in several parts: C_SignUpdate, C_SignFinal. For one thread. Gives
 * its session back when it ends, fails, is closed, or is dropped and collected.
 */
public final class MultiPartSign implements AutoCloseable {
  private static final int PART = 64 * 1024;
  private static final int LONGEST_SIGNATURE = 2048;
  private static final Cleaner CLEANER = Cleaner.create();

  private final Cryptoki functions;
  private final SessionLease lease;
  private final Cleaner.Cleanable cleanable;

  MultiPartSign(Cryptoki functions, SessionLease lease) {
    this.functions = functions;
    this.lease = lease;
    this.cleanable = CLEANER.register(this, lease);
  }

  /** Takes the bytes between position and limit. */
  public void update(ByteBuffer input) {
    while (input.hasRemaining()) {
      ByteBuffer part = input.slice();
      part.limit(Math.min(PART, part.remaining()));
      long code = lease.call(false, session -> updateOnce(session, part));
      if (code != Ckr.OK) {
        cleanable.clean();
        throw new Pkcs11Exception("C_SignUpdate", code);
      }
      input.position(input.position() + part.limit());
    }
  }

  private long updateOnce(Session session, ByteBuffer part) {
    Scratch scratch = session.scratch().begin(part.remaining(), 1);
    try {
      long from = scratch.address(scratch.put(part));
      return functions.C_SignUpdate(session.handle(), from, part.remaining());
    } finally {
      scratch.wipe();
    }
  }

  /** Ends the operation: writes the result at the output's position; gives its length. */
  public int finish(ByteBuffer output) {
    int[] length = new int[1];
    long code = lease.call(true, session -> finishOnce(session, output, length));
    cleanable.clean();
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_SignFinal", code);
    }
    return length[0];
  }

  private long finishOnce(Session session, ByteBuffer output, int[] length) {
    Scratch scratch = session.scratch().begin(LONGEST_SIGNATURE + 8, 2);
    int to = scratch.take(LONGEST_SIGNATURE);
    int written = scratch.putUlong(LONGEST_SIGNATURE);
    long code =
        functions.C_SignFinal(session.handle(), scratch.address(to), scratch.address(written));
    if (code == Ckr.OK) {
      length[0] = (int) scratch.ulong(written);
      scratch.get(to, length[0], output);
    }
    return code;
  }

  /** Ends the operation without a result. Idempotent. */
  @Override
  public void close() {
    lease.end();
    cleanable.clean();
  }
}
