// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.turnlock.jca.Randomness;
import org.turnlock.token.ParameterSet;

/** Encapsulation for one public key, by Bouncy Castle: nothing of a token is in it. */
final class MlKemEncapsulation {
  private final ParameterSet set;
  private final MLKEMPublicKeyParameters key;
  private final SecureRandom random;

  private MlKemEncapsulation(ParameterSet set, MLKEMPublicKeyParameters key, SecureRandom random) {
    this.set = set;
    this.key = key;
    this.random = random;
  }

  /**
   * @param random null for one's own
   */
  static MlKemEncapsulation of(PublicKey key, SecureRandom random) throws InvalidKeyException {
    byte[] encoded = key == null ? null : key.getEncoded();
    if (encoded == null || !"X.509".equals(key.getFormat())) {
      throw new InvalidKeyException("an ML-KEM public key is needed");
    }
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(encoded);
      ParameterSet set =
          ParameterSet.ofOid(info.getAlgorithm().getAlgorithm().getId())
              .filter(known -> !known.signs())
              .orElseThrow(
                  () -> new IllegalArgumentException("the key is one of " + key.getAlgorithm()));
      MLKEMPublicKeyParameters parsed =
          new MLKEMPublicKeyParameters(parameters(set), info.getPublicKeyData().getOctets());
      MlKemEncapsulation encapsulation = new MlKemEncapsulation(set, parsed, random);
      encapsulation.run(); // checks the key: FIPS 203, section 7.2
      return encapsulation;
    } catch (IllegalArgumentException | IllegalStateException | ArrayIndexOutOfBoundsException e) {
      throw new InvalidKeyException("an ML-KEM public key is needed: " + e.getMessage(), e);
    }
  }

  private static MLKEMParameters parameters(ParameterSet set) {
    return switch (set) {
      case ML_KEM_512 -> MLKEMParameters.ml_kem_512;
      case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
      default -> MLKEMParameters.ml_kem_1024;
    };
  }

  ParameterSet set() {
    return set;
  }

  private SecretWithEncapsulation run() {
    byte[] seed = Randomness.bytes(MlKemSizes.SECRET, random);
    try {
      return MLKEMGenerator.internalGenerateEncapsulated(key, seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** The methods of {@code KEMSpi.EncapsulatorSpi}. */
  Object call(String method, Object... arguments) {
    return switch (method) {
      case "engineSecretSize" -> MlKemSizes.SECRET;
      case "engineEncapsulationSize" -> MlKemSizes.encapsulation(set);
      default -> encapsulate((int) arguments[0], (int) arguments[1], (String) arguments[2]);
    };
  }

  private Object encapsulate(int from, int to, String algorithm) {
    Objects.checkFromToIndex(from, to, MlKemSizes.SECRET);
    Objects.requireNonNull(algorithm, "algorithm");
    SecretWithEncapsulation made = run();
    byte[] secret = made.getSecret();
    try {
      return KemApi.encapsulated(
          new SecretKeySpec(secret, from, to - from, algorithm), made.getEncapsulation());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
