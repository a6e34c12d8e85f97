// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicKeyCodec;

/** New ML-DSA and ML-KEM pairs; both keep their seed. */
final class PostQuantumGeneration {
  private PostQuantumGeneration() {}

  static KeyGeneration.Pair pair(KeyPairParameters parameters) throws InvalidKeySpecException {
    return parameters instanceof KeyPairParameters.MlDsa dsa
        ? mlDsa(set(Ckk.ML_DSA, dsa.set()))
        : mlKem(set(Ckk.ML_KEM, ((KeyPairParameters.MlKem) parameters).set()));
  }

  private static ParameterSet set(long keyType, long number) {
    return ParameterSet.of(keyType, number)
        .orElseThrow(
            () -> KeyGeneration.unsupported("the parameter set " + number + " is unknown"));
  }

  private static KeyGeneration.Pair mlDsa(ParameterSet set) throws InvalidKeySpecException {
    MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
    generator.init(
        new MLDSAKeyGenerationParameters(
            SoftwareRandom.source(), PostQuantumKeys.mlDsaParameters(set)));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    MLDSAPrivateKeyParameters key = (MLDSAPrivateKeyParameters) pair.getPrivate();
    return new KeyGeneration.Pair(
        PublicKeyCodec.postQuantum(set, ((MLDSAPublicKeyParameters) pair.getPublic()).getEncoded()),
        new PrivateKeyParts.PostQuantum(set, key.getSeed(), key.getEncoded()));
  }

  private static KeyGeneration.Pair mlKem(ParameterSet set) throws InvalidKeySpecException {
    MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
    generator.init(
        new MLKEMKeyGenerationParameters(
            SoftwareRandom.source(), PostQuantumKeys.mlKemParameters(set)));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    MLKEMPrivateKeyParameters key = (MLKEMPrivateKeyParameters) pair.getPrivate();
    return new KeyGeneration.Pair(
        PublicKeyCodec.postQuantum(set, ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded()),
        new PrivateKeyParts.PostQuantum(set, key.getSeed(), key.getEncoded()));
  }
}
