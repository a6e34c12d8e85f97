// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import org.turnlock.jca.JcaContext;
import org.turnlock.pkcs11.constant.Ckk;

/** Makes ChaCha20 keys in the token; they have 256 bits. */
public final class ChaCha20KeyGeneratorSpi extends TokenKeyGeneratorSpi {
  private static final int BITS = 256;

  public ChaCha20KeyGeneratorSpi(JcaContext context) {
    super(context, "ChaCha20", Ckk.CHACHA20, KeyOrder.SECRET_KEYS);
  }

  @Override
  int defaultBytes() {
    return BITS / Byte.SIZE;
  }

  @Override
  int bytesOf(int bits) throws InvalidAlgorithmParameterException {
    if (bits != BITS) {
      throw new InvalidAlgorithmParameterException("a ChaCha20 key has 256 bits, not " + bits);
    }
    return bits / Byte.SIZE;
  }
}
