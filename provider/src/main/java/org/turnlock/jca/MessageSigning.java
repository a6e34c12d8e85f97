// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.nio.ByteBuffer;
import java.security.ProviderException;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.TokenSigning;

/**
 * A MAC or signature by a mechanism that takes the message itself. Messages of up to 16 KiB are
 * gathered and go to the token in one call, so that an unfinished one holds no session; longer ones
 * are streamed. Ready for the next message after {@link #finish} or {@link #reset}.
 */
public final class MessageSigning {
  private static final int GATHERED = 16 * 1024;

  private final KeyOperations operations;
  private final TokenBackedKey key;
  private final Mechanism mechanism;
  private final SecretBuffer gathered = new SecretBuffer();
  private TokenSigning streamed;
  private boolean broken;

  public MessageSigning(KeyOperations operations, TokenBackedKey key, Mechanism mechanism) {
    this.operations = operations;
    this.key = key;
    this.mechanism = mechanism;
  }

  /** Takes the bytes between position and limit. */
  public void update(ByteBuffer input) {
    requireWhole();
    if (streamed == null && gathered.size() + (long) input.remaining() <= GATHERED) {
      gathered.append(input);
      return;
    }
    boolean taken = false;
    try {
      if (streamed == null) {
        streamed = operations.beginSign(key, mechanism);
        streamed.update(gathered.contents());
        gathered.clear();
      }
      streamed.update(input);
      taken = true;
    } finally {
      if (!taken) {
        reset();
        broken = true;
      }
    }
  }

  /** Ends the message: writes the result, returns its length. */
  public int finish(ByteBuffer output) {
    try {
      requireWhole();
      return streamed == null
          ? operations.sign(key, mechanism, gathered.contents(), output)
          : streamed.finish(output);
    } finally {
      reset();
    }
  }

  /** Whether part of a message has been taken. */
  public boolean begun() {
    return broken || streamed != null || !gathered.isEmpty();
  }

  /** Drops what has been taken of the current message. */
  public void reset() {
    gathered.clear();
    broken = false;
    if (streamed != null) {
      TokenSigning ended = streamed;
      streamed = null;
      ended.close();
    }
  }

  /** A message of which a piece was lost must not be signed as if it were whole. */
  private void requireWhole() {
    if (broken) {
      throw new ProviderException("an earlier update of this message failed: begin it again");
    }
  }
}
