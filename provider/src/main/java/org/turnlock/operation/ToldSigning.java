// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.nio.ByteBuffer;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenSigning;

/** A signature or MAC in parts, which is told once it is over, whichever way. */
final class ToldSigning implements TokenSigning {
  private final TokenSigning signing;
  private final ToldUse told;
  private long bytes;
  private boolean over;

  ToldSigning(TokenSigning signing, ToldUse told) {
    this.signing = signing;
    this.told = told;
    told.leaveRoom();
  }

  @Override
  public void update(ByteBuffer input) {
    int length = input.remaining();
    try {
      signing.update(input);
      bytes += length;
    } catch (RuntimeException | Error e) {
      gaveNothing(e);
      throw e;
    }
  }

  @Override
  public int finish(ByteBuffer output) {
    try {
      told.takeRoom();
    } catch (AuditUnavailableException e) {
      over = true;
      signing.close();
      throw e;
    }
    try {
      int length = signing.finish(output);
      over = true;
      told.took(bytes);
      told.done(length);
      return length;
    } catch (RuntimeException | Error e) {
      over = true;
      told.took(bytes);
      told.failed(e);
      throw e;
    }
  }

  @Override
  public void close() {
    signing.close();
    gaveNothing(new TokenException(Reason.FAILED, "given up before its end"));
  }

  private void gaveNothing(Throwable why) {
    if (!over) {
      over = true;
      try {
        told.takeRoom();
      } catch (AuditUnavailableException untold) {
        return; // nothing came of it, so nothing is hidden
      }
      told.took(bytes);
      told.failed(why);
    }
  }
}
