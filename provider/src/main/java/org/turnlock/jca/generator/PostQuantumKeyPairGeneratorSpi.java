// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.ParameterSet;

/**
 * Makes ML-DSA and ML-KEM pairs in the token. Under a family's name the parameter set can be
 * chosen, and is the middle one unless told otherwise, as in the JDK.
 */
public final class PostQuantumKeyPairGeneratorSpi extends TokenKeyPairGeneratorSpi {
  private static final int MIDDLE = 1;

  private final String name;
  private final List<ParameterSet> allowed;

  /**
   * @param name a family's or a parameter set's
   */
  public PostQuantumKeyPairGeneratorSpi(JcaContext context, String name) {
    super(context, name.startsWith("ML-DSA") ? KeyFamily.ML_DSA : KeyFamily.ML_KEM);
    this.name = name;
    this.allowed =
        Arrays.stream(ParameterSet.values())
            .filter(set -> set.family().equals(name) || set.jcaName().equals(name))
            .toList();
  }

  @Override
  KeyPairParameters defaults() {
    return parameters(allowed.get(allowed.size() == 1 ? 0 : MIDDLE));
  }

  @Override
  KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException(
        name + " keys have no size; name a parameter set: " + names());
  }

  @Override
  KeyPairParameters of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (params instanceof NamedParameterSpec named) {
      for (ParameterSet set : allowed) {
        if (set.jcaName().equalsIgnoreCase(named.getName())) {
          return parameters(set);
        }
      }
      throw new InvalidAlgorithmParameterException(
          "no parameter set " + named.getName() + " here; allowed: " + names());
    }
    throw new InvalidAlgorithmParameterException(
        name + " key generation takes a NamedParameterSpec or a TokenKeySpec");
  }

  private List<String> names() {
    return allowed.stream().map(ParameterSet::jcaName).toList();
  }

  private static KeyPairParameters parameters(ParameterSet set) {
    return set.signs()
        ? new KeyPairParameters.MlDsa(set.number())
        : new KeyPairParameters.MlKem(set.number());
  }
}
