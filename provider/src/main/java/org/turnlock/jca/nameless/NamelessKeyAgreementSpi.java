// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import org.turnlock.keys.TokenBackedKey;

/** A key agreement of the provider that the private key chooses. */
public final class NamelessKeyAgreementSpi extends KeyAgreementSpi {
  private final Provider turnlock;
  private final String algorithm;
  private KeyAgreement chosen;

  public NamelessKeyAgreementSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  @Override
  protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
    try {
      chosen =
          first(
              key,
              provider -> {
                KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
                agreement.init(key, random);
                return agreement;
              });
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  @Override
  protected void engineInit(Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    chosen =
        first(
            key,
            provider -> {
              KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
              agreement.init(key, params, random);
              return agreement;
            });
  }

  private KeyAgreement first(Key key, OtherProviders.Attempt<KeyAgreement> attempt)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    return OtherProviders.first(
        key instanceof TokenBackedKey ? List.of(turnlock) : OtherProviders.installed(),
        "KeyAgreement",
        algorithm,
        key,
        attempt);
  }

  @Override
  protected Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
    return chosen.doPhase(key, lastPhase);
  }

  @Override
  protected byte[] engineGenerateSecret() {
    return chosen.generateSecret();
  }

  @Override
  protected int engineGenerateSecret(byte[] sharedSecret, int offset) throws ShortBufferException {
    return chosen.generateSecret(sharedSecret, offset);
  }

  @Override
  protected SecretKey engineGenerateSecret(String secretAlgorithm)
      throws NoSuchAlgorithmException, InvalidKeyException {
    return chosen.generateSecret(secretAlgorithm);
  }
}
