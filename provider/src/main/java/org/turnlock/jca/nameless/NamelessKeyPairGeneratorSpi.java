// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;

/**
 * Makes pairs in the token from a TokenKeySpec or a ManagedKeySpec; the JCA takes all else further.
 */
public final class NamelessKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private final Provider turnlock;
  private final String algorithm;
  private KeyPairGenerator own;

  public NamelessKeyPairGeneratorSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  @Override
  public void initialize(int keySize, SecureRandom random) {
    throw new UnsupportedOperationException(NamelessSpis.NO_KEYS);
  }

  @Override
  public void initialize(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (!NamelessSpis.isForToken(params)) {
      throw new InvalidAlgorithmParameterException(NamelessSpis.NO_KEYS);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, turnlock);
      generator.initialize(params, random);
      own = generator;
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException(e);
    }
  }

  @Override
  public KeyPair generateKeyPair() {
    if (own == null) {
      throw new UnsupportedOperationException(NamelessSpis.NO_KEYS);
    }
    return own.generateKeyPair();
  }
}
