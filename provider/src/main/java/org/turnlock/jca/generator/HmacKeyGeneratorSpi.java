// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import org.turnlock.jca.Hash;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.pkcs11.constant.Ckk;

/**
 * Makes HMAC keys and other generic secrets in the token, as long as the digest (or of 256 bits)
 * unless told otherwise.
 *
 * <p>The sizes that a token reports for generic secrets are bits on some and bytes on others: its
 * own limit shows when the key is made. Lengths that no HMAC has a use for are refused before.
 */
public final class HmacKeyGeneratorSpi extends TokenKeyGeneratorSpi {
  private static final int SMALLEST_BITS = 40;
  private static final int LARGEST_BITS = 32 * 1024;
  private static final int GENERIC_BYTES = 32;

  private final String algorithm;
  private final int defaultBytes;

  private HmacKeyGeneratorSpi(JcaContext context, String algorithm, int defaultBytes) {
    super(context, algorithm, Ckk.GENERIC_SECRET, KeyOrder.GENERIC_SECRETS);
    this.algorithm = algorithm;
    this.defaultBytes = defaultBytes;
  }

  /** Keys for HMAC with this hash. */
  public static HmacKeyGeneratorSpi of(JcaContext context, Hash hash) {
    return new HmacKeyGeneratorSpi(context, "Hmac" + hash, hash.length());
  }

  /** Keys that say nothing of their use. */
  public static HmacKeyGeneratorSpi generic(JcaContext context) {
    return new HmacKeyGeneratorSpi(context, SecretAlgorithms.GENERIC, GENERIC_BYTES);
  }

  @Override
  int defaultBytes() {
    return defaultBytes;
  }

  /** As SunJCE: at least 40 bits, rounded up to whole bytes; and no more than makes sense. */
  @Override
  int bytesOf(int bits) throws InvalidAlgorithmParameterException {
    if (bits < SMALLEST_BITS) {
      throw new InvalidAlgorithmParameterException(
          "an " + algorithm + " key has at least " + SMALLEST_BITS + " bits, not " + bits);
    }
    if (bits > LARGEST_BITS) {
      throw new InvalidAlgorithmParameterException(
          "an " + algorithm + " key has at most " + LARGEST_BITS + " bits here, not " + bits);
    }
    return (int) ((bits + 7L) / 8);
  }
}
