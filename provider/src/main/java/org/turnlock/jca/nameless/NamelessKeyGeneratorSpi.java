// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyGenerator;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;

/**
 * Makes keys in the token from a TokenKeySpec or a ManagedKeySpec; the JCA takes all else further.
 */
public final class NamelessKeyGeneratorSpi extends KeyGeneratorSpi {
  private final Provider turnlock;
  private final String algorithm;
  private KeyGenerator own;

  public NamelessKeyGeneratorSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  @Override
  protected void engineInit(SecureRandom random) {
    throw refusal();
  }

  @Override
  protected void engineInit(int keySize, SecureRandom random) {
    throw refusal();
  }

  @Override
  protected void engineInit(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (!NamelessSpis.isForToken(params)) {
      throw new InvalidAlgorithmParameterException(NamelessSpis.NO_KEYS);
    }
    try {
      KeyGenerator generator = KeyGenerator.getInstance(algorithm, turnlock);
      generator.init(params, random);
      own = generator;
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException(e);
    }
  }

  @Override
  protected SecretKey engineGenerateKey() {
    if (own == null) {
      throw refusal();
    }
    return own.generateKey();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(NamelessSpis.NO_KEYS);
  }
}
