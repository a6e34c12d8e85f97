// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;

/** An EC private key in a token; JSSE and keytool ask it for its curve. */
public final class TokenEcPrivateKey extends TokenPrivateKey implements ECKey {
  private static final long serialVersionUID = 1L;

  private final transient ECParameterSpec params;

  public TokenEcPrivateKey(KeySource source, ECParameterSpec params) {
    super(source, "EC");
    this.params = params;
  }

  @Override
  public TokenEcPrivateKey with(KeySource other) {
    return new TokenEcPrivateKey(other, params);
  }

  @Override
  public ECParameterSpec getParams() {
    return params;
  }
}
