// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.util.List;
import java.util.stream.Stream;
import org.turnlock.jca.JcaContext;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** Makes AES keys in the token, of 256 bits unless told otherwise. */
public final class AesKeyGeneratorSpi extends TokenKeyGeneratorSpi {
  /** More bytes than an AES key has: a token that says so counts bits. */
  private static final long BITS_FROM = 64;

  private final List<Integer> allowed;

  public AesKeyGeneratorSpi(JcaContext context) {
    super(context, "AES", Ckk.AES, KeyOrder.SECRET_KEYS);
    MechanismInfo info = context.token().mechanisms().get(Ckm.AES_KEY_GEN);
    this.allowed = Stream.of(128, 192, 256).filter(size -> accepts(info, size)).toList();
  }

  private static boolean accepts(MechanismInfo info, int bits) {
    if (info == null || info.maxKeySize() == 0) {
      return true;
    }
    long size = info.maxKeySize() >= BITS_FROM ? bits : bits / 8;
    return size >= info.minKeySize() && size <= info.maxKeySize();
  }

  @Override
  int defaultBytes() {
    return (allowed.isEmpty() ? 256 : allowed.get(allowed.size() - 1)) / 8;
  }

  @Override
  int bytesOf(int bits) throws InvalidAlgorithmParameterException {
    if (!allowed.contains(bits)) {
      throw new InvalidAlgorithmParameterException(
          "an AES key of " + bits + " bits cannot be made; allowed: " + allowed);
    }
    return bits / 8;
  }
}
