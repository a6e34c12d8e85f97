// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.Keys;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.NewKey;

/** Makes AES session keys in the token, of 256 bits unless told otherwise. */
public final class AesKeyGeneratorSpi extends KeyGeneratorSpi {
  /** More bytes than an AES key has: a token that says so counts bits. */
  private static final long BITS_FROM = 64;

  private final JcaContext context;
  private final List<Integer> allowed;
  private int bits;

  public AesKeyGeneratorSpi(JcaContext context) {
    this.context = context;
    MechanismInfo info = context.token().mechanisms().get(Ckm.AES_KEY_GEN);
    this.allowed = Stream.of(128, 192, 256).filter(size -> accepts(info, size)).toList();
    this.bits = allowed.isEmpty() ? 256 : allowed.get(allowed.size() - 1);
  }

  private static boolean accepts(MechanismInfo info, int bits) {
    if (info == null || info.maxKeySize() == 0) {
      return true;
    }
    long size = info.maxKeySize() >= BITS_FROM ? bits : bits / 8;
    return size >= info.minKeySize() && size <= info.maxKeySize();
  }

  /** The token's own generator is used, whatever {@code random} is. */
  @Override
  protected void engineInit(SecureRandom random) {}

  @Override
  protected void engineInit(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException(
        "AES key generation takes a size, init(256), and no parameters");
  }

  @Override
  protected void engineInit(int keySize, SecureRandom random) {
    if (!allowed.contains(keySize)) {
      throw new InvalidParameterException(
          "an AES key of " + keySize + " bits cannot be made; allowed: " + allowed);
    }
    bits = keySize;
  }

  @Override
  protected SecretKey engineGenerateKey() {
    try {
      return (SecretKey)
          Keys.of(
              context
                  .token()
                  .objects()
                  .generateSecretKey(
                      Ckk.AES, bits / 8, NewKey.session(DefaultUsages.ofSecret("AES"))));
    } catch (InvalidKeyException e) {
      throw new ProviderException("the token made a key that cannot be used", e);
    }
  }
}
