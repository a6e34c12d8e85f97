// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How dear one guess at a PIN is: Argon2id (RFC 9106), version 0x13.
 *
 * @param memoryKib memory, KiB
 * @param passes over that memory
 * @param lanes that could be computed side by side
 */
record PinCost(int memoryKib, int passes, int lanes) {
  /** RFC 9106's second recommendation with one lane, as one thread computes it. */
  static final PinCost STANDARD = new PinCost(64 * 1024, 3, 1);

  private static final int MAX_MEMORY_KIB = 256 * 1024;
  private static final int MAX_PASSES = 16;
  private static final int MAX_LANES = 8;
  private static final int MIN_KIB_PER_LANE = 8;

  /**
   * Whether a file may ask for this: a damaged or hostile one must not take all memory or a day.
   * What is cheaper than {@link #STANDARD} is read too; who wrote the file chose it.
   */
  boolean acceptable() {
    return lanes >= 1
        && lanes <= MAX_LANES
        && passes >= 1
        && passes <= MAX_PASSES
        && memoryKib >= MIN_KIB_PER_LANE * lanes
        && memoryKib <= MAX_MEMORY_KIB;
  }

  /** The key of 256 bits that a PIN and a salt give; for the caller to wipe. */
  byte[] derive(byte[] pin, byte[] salt) {
    byte[] key = new byte[TokenFileFormat.KEY_BYTES];
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build();
    generator.init(parameters);
    generator.generateBytes(pin, key);
    return key;
  }
}
