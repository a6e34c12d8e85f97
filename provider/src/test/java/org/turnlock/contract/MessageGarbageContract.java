// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.AllocatedBytes;
import org.turnlock.provider.TurnlockProvider;

/** What an AES-GCM message leaves to the garbage collector beside its output. */
public abstract class MessageGarbageContract {
  private static final int ROUNDS = 20;
  private static final int MESSAGES = 200;

  /**
   * Bytes, for the IV's copy and a few small objects, of which the second compiler removes all but
   * the copy: docs/performance.md has that figure. The parameters that the program makes come to
   * {@link #PARAMETERS} more.
   */
  private static final int MOST = 160;

  private static final int PARAMETERS = 56;

  /** A provider, logged in. */
  protected abstract TurnlockProvider open();

  @Test
  final void isAConstantWhateverItsLength() throws Exception {
    try (TurnlockProvider provider = open()) {
      SecretKey key =
          SecretKeyFactory.getInstance("AES", provider)
              .translateKey(new SecretKeySpec(new byte[32], "AES"));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      for (int size : new int[] {16, 1024, 100_000}) {
        byte[] plain = new byte[size];
        byte[] output = new byte[size + 16];
        assertThat(leastGarbage(cipher, key, plain, output))
            .as("bytes for each message of %s", size)
            .isLessThanOrEqualTo(MOST + PARAMETERS);
      }
    }
  }

  /** Of several rounds: class loading and the like fall into single ones. */
  private static long leastGarbage(Cipher cipher, SecretKey key, byte[] plain, byte[] output)
      throws Exception {
    long least = Long.MAX_VALUE;
    byte[] iv = new byte[12];
    for (int round = 0; round < ROUNDS; round++) {
      long before = AllocatedBytes.byThisThread();
      for (int message = 0; message < MESSAGES; message++) {
        iv[0] = (byte) message;
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        cipher.doFinal(plain, 0, plain.length, output);
      }
      long after = AllocatedBytes.byThisThread();
      least = Math.min(least, (after - before) / MESSAGES);
    }
    return least;
  }
}
