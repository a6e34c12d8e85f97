// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.NewKey;

/**
 * Makes HMAC session keys in the token, as long as the digest unless told otherwise.
 *
 * <p>The sizes that a token reports for generic secrets are bits on some and bytes on others, so
 * the upper limit is left to the token.
 */
public final class HmacKeyGeneratorSpi extends KeyGeneratorSpi {
  private static final int SMALLEST_BITS = 40;

  private final JcaContext context;
  private final String algorithm;
  private int bytes;

  /**
   * @param algorithm the JCA name, for example {@code HmacSHA256}
   * @param digestBits length of the digest
   */
  public HmacKeyGeneratorSpi(JcaContext context, String algorithm, int digestBits) {
    this.context = context;
    this.algorithm = algorithm;
    this.bytes = digestBits / 8;
  }

  /** The token's own generator is used, whatever {@code random} is. */
  @Override
  protected void engineInit(SecureRandom random) {}

  @Override
  protected void engineInit(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException(
        algorithm + " key generation takes a size, and no parameters");
  }

  /** As SunJCE: at least 40 bits, rounded up to whole bytes. */
  @Override
  protected void engineInit(int keySize, SecureRandom random) {
    if (keySize < SMALLEST_BITS) {
      throw new InvalidParameterException(
          "an " + algorithm + " key has at least " + SMALLEST_BITS + " bits, not " + keySize);
    }
    bytes = (int) ((keySize + 7L) / 8);
  }

  @Override
  protected SecretKey engineGenerateKey() {
    return new TokenSecretKey(
        context
            .token()
            .objects()
            .generateSecretKey(
                Ckk.GENERIC_SECRET, bytes, NewKey.session(DefaultUsages.ofSecret(algorithm))),
        algorithm);
  }
}
