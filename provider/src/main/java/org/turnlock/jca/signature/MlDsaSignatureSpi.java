// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Locale;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenPostQuantumPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** ML-DSA (FIPS 204): pure, of the message itself, with an empty context. */
public final class MlDsaSignatureSpi extends TokenSignatureSpi {
  private static final String FAMILY = "ML-DSA";

  private final String algorithm;

  /**
   * @param algorithm {@code ML-DSA}, which takes every key of the family, or one parameter set
   */
  public MlDsaSignatureSpi(JcaContext context, String algorithm) {
    super(context, Ckk.ML_DSA);
    this.algorithm = algorithm;
  }

  @Override
  Signer signerFor(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof TokenPostQuantumPrivateKey pq) || !pq.getAlgorithm().equals(FAMILY)) {
      throw KeyRefusal.of(key, "an " + algorithm + " private key");
    }
    requireSet(pq.getParams().getName());
    return new WholeMessageSigner(
        new SigningKey(
            operations, pq, Mechanism.of(Ckm.ML_DSA), signatureBytes(pq.getParams().getName())));
  }

  private void requireSet(String name) throws InvalidKeyException {
    if (!algorithm.equals(FAMILY) && !algorithm.equalsIgnoreCase(name)) {
      throw new InvalidKeyException("an " + algorithm + " key is needed, not one of " + name);
    }
  }

  private static int signatureBytes(String set) throws InvalidKeyException {
    return switch (set.toUpperCase(Locale.ROOT)) {
      case "ML-DSA-44" -> 2420;
      case "ML-DSA-65" -> 3309;
      case "ML-DSA-87" -> 4627;
      default -> throw new InvalidKeyException("unknown parameter set " + set);
    };
  }

  @Override
  Verifier verifierFor(PublicKey key) throws InvalidKeyException {
    try {
      return new SoftwareVerifier(SoftwarePeers.signature(algorithm, "SUN"), key);
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software " + algorithm, e);
    }
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException(algorithm + " takes no parameters");
    }
  }
}
