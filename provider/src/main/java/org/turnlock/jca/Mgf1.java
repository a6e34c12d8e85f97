// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.util.Arrays;

/** The mask generation function MGF1 (RFC 8017, appendix B.2.1). For one thread. */
public final class Mgf1 {
  private final MessageDigest digest;

  public Mgf1(Hash hash) {
    digest = SoftwarePeers.digest(hash.digestName());
  }

  /**
   * XORs the mask that one part of {@code block} gives into another part, which must not overlap
   * it.
   *
   * @param seed where the seed begins
   * @param seedEnd the first byte after it
   * @param from where the masked part begins
   * @param end the first byte after it
   */
  public void mask(byte[] block, int seed, int seedEnd, int from, int end) {
    byte[] mask = new byte[digest.getDigestLength()];
    byte[] counter = new byte[4];
    int at = from;
    for (int round = 0; at < end; round++) {
      for (int i = 0; i < counter.length; i++) {
        counter[i] = (byte) (round >> Byte.SIZE * (counter.length - 1 - i));
      }
      digest.update(block, seed, seedEnd - seed);
      digest.update(counter);
      finish(mask);
      for (int i = 0; i < mask.length && at < end; i++) {
        block[at++] ^= mask[i];
      }
    }
    Arrays.fill(mask, (byte) 0);
  }

  private void finish(byte[] mask) {
    try {
      digest.digest(mask, 0, mask.length);
    } catch (DigestException e) {
      throw new ProviderException("a digest did not fit its own length", e);
    }
  }
}
