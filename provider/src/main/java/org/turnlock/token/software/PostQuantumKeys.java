// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.turnlock.token.ParameterSet;

/** Bouncy Castle's names of the parameter sets. */
final class PostQuantumKeys {
  private PostQuantumKeys() {}

  static MLDSAParameters mlDsaParameters(ParameterSet set) {
    return switch (set) {
      case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
      case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
      default -> MLDSAParameters.ml_dsa_87;
    };
  }

  static MLKEMParameters mlKemParameters(ParameterSet set) {
    return switch (set) {
      case ML_KEM_512 -> MLKEMParameters.ml_kem_512;
      case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
      default -> MLKEMParameters.ml_kem_1024;
    };
  }
}
