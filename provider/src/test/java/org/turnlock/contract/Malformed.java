// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;

/** Ciphertexts gone wrong, and what is to come of them. */
final class Malformed {
  private static final int CHACHA20_TAG = 16;
  private static final int WRAP_UNIT = 8;
  private static final int CCM_NONCE_AND_LENGTH = 15;

  private Malformed() {}

  static byte[] ciphertext(Random random, byte[] right) {
    byte[] wrong =
        switch (random.nextInt(5)) {
          case 0 -> new byte[0];
          case 1 -> Arrays.copyOf(right, random.nextInt(right.length + 1));
          case 2 -> Arrays.copyOf(right, right.length + 1 + random.nextInt(33));
          case 3 -> Messages.bytes(random, 16 * (1 + random.nextInt(4)));
          default -> right.clone();
        };
    if (wrong.length > 0 && random.nextInt(4) > 0) {
      int fromEnd = Math.min(wrong.length, 1 + random.nextInt(32));
      wrong[wrong.length - fromEnd] ^= (byte) (1 + random.nextInt(255));
    }
    return wrong;
  }

  /**
   * SunJCE's outcome; but an AEAD ciphertext too short for a tag is always a bad tag, and one too
   * short for key wrap has the wrong length, where SunJCE 17 gives other exceptions; and so has one
   * too long for CCM, where Bouncy Castle gives an IllegalStateException.
   */
  static Outcome expected(
      CipherMode mode, Key key, AlgorithmParameterSpec parameters, byte[] aad, byte[] wrong) {
    if (parameters instanceof GCMParameterSpec gcm && wrong.length < gcm.getTLen() / 8) {
      return Outcome.of(
          () -> {
            throw new AEADBadTagException("too short for a tag");
          });
    }
    if (mode == CipherMode.CHACHA20 && wrong.length < CHACHA20_TAG) {
      return Outcome.of(
          () -> {
            throw new AEADBadTagException("too short for a tag");
          });
    }
    if (mode.wraps() && wrong.length < WRAP_UNIT) {
      return Outcome.of(
          () -> {
            throw new IllegalBlockSizeException("too short");
          });
    }
    if (mode == CipherMode.CCM && isTooLong((GCMParameterSpec) parameters, wrong)) {
      return Outcome.of(
          () -> {
            throw new IllegalBlockSizeException("too long");
          });
    }
    return Reference.decrypt(mode, key, parameters, aad, wrong);
  }

  /** The length of the message is written in the bytes that the nonce leaves of 15. */
  private static boolean isTooLong(GCMParameterSpec ccm, byte[] wrong) {
    int lengthBits = 8 * (CCM_NONCE_AND_LENGTH - ccm.getIV().length);
    return lengthBits < Integer.SIZE && wrong.length - ccm.getTLen() / 8 >= 1L << lengthBits;
  }
}
