// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.spec.NamedParameterSpec;

/**
 * An ML-DSA (FIPS 204) or ML-KEM (FIPS 203) private key in a token. Its algorithm is the family's
 * name, as in the JDK; the parameter set is in {@link #getParams()}.
 */
public final class TokenPostQuantumPrivateKey extends TokenPrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient NamedParameterSpec params;

  /**
   * @param family {@code ML-DSA} or {@code ML-KEM}
   * @param params for example {@code ML-DSA-65}
   */
  public TokenPostQuantumPrivateKey(KeySource source, String family, NamedParameterSpec params) {
    super(source, family);
    this.params = params;
  }

  @Override
  public TokenPostQuantumPrivateKey with(KeySource other) {
    return new TokenPostQuantumPrivateKey(other, getAlgorithm(), params);
  }

  @Override
  public NamedParameterSpec getParams() {
    return params;
  }
}
