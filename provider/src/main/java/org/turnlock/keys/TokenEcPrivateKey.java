// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import org.turnlock.token.TokenKey;

/** An EC private key in a token; JSSE and keytool ask it for its curve. */
public final class TokenEcPrivateKey extends TokenPrivateKey implements ECKey {
  private static final long serialVersionUID = 1L;

  private final transient ECParameterSpec params;

  public TokenEcPrivateKey(TokenKey tokenKey, ECParameterSpec params) {
    super(tokenKey, "EC");
    this.params = params;
  }

  @Override
  public ECParameterSpec getParams() {
    return params;
  }
}
