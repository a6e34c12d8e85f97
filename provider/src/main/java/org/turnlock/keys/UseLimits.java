// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

/**
 * How much one version may do before the key is rotated.
 *
 * @param uses encryptions, signatures or MACs; {@link #UNLIMITED} for any number
 * @param bytes of input to them; {@link #UNLIMITED} for any number
 */
public record UseLimits(long uses, long bytes) {
  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Neither is limited. */
  public static final UseLimits NONE = new UseLimits(UNLIMITED, UNLIMITED);

  /**
   * What an AES key may do unless told otherwise: with random IVs of 96 bits, NIST SP 800-38D, 8.3,
   * allows 2^32 messages a key; a quarter of that leaves room for processes that die uncounted.
   */
  public static final UseLimits RANDOM_IVS = new UseLimits(1L << 30, UNLIMITED);

  public UseLimits {
    if (uses <= 0 || bytes <= 0) {
      throw new IllegalArgumentException("a limit is a positive number");
    }
  }
}
