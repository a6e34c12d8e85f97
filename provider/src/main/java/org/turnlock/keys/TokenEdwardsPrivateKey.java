// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;
import org.turnlock.token.TokenKey;

/** An Ed25519 or Ed448 private key in a token; keytool and jarsigner ask it for its curve. */
public final class TokenEdwardsPrivateKey extends TokenPrivateKey implements EdECKey {
  private static final long serialVersionUID = 1L;

  private final transient NamedParameterSpec params;

  public TokenEdwardsPrivateKey(TokenKey tokenKey, NamedParameterSpec params) {
    super(tokenKey, "EdDSA");
    this.params = params;
  }

  @Override
  public NamedParameterSpec getParams() {
    return params;
  }
}
