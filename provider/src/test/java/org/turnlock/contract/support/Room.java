// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/**
 * Chooses how much room a call gets: what getOutputSize asks for or more, and now and then less. A
 * call with less may succeed if the result fits; else it must say ShortBufferException, and the
 * same call with room must give the right result.
 */
final class Room {
  /** A call with room for a number of bytes. */
  @FunctionalInterface
  interface Call {
    byte[] with(int room) throws GeneralSecurityException;
  }

  private static final int SHORT_ONE_IN = 5;
  private static final int MOST_EXTRA = 20;

  private final Random random;
  private final boolean tryShort;

  Room(Random random, Backend backend) {
    this.random = random;
    this.tryShort = backend.has(Feature.SHORT_BUFFER_RETRY);
  }

  byte[] choose(Cipher cipher, int inputLength, Call call) throws GeneralSecurityException {
    int enough = cipher.getOutputSize(inputLength);
    if (tryShort && enough > 0 && random.nextInt(SHORT_ONE_IN) == 0) {
      try {
        return call.with(random.nextInt(enough));
      } catch (ShortBufferException e) {
        // As it should be; now the same with room.
      }
    }
    return call.with(enough + (random.nextBoolean() ? 0 : random.nextInt(MOST_EXTRA)));
  }
}
