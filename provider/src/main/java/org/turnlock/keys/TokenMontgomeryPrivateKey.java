// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.XECKey;
import java.security.spec.NamedParameterSpec;

/** An X25519 or X448 private key in a token. */
public final class TokenMontgomeryPrivateKey extends TokenPrivateKey implements XECKey {
  private static final long serialVersionUID = 1L;

  private final transient NamedParameterSpec params;

  public TokenMontgomeryPrivateKey(KeySource source, NamedParameterSpec params) {
    super(source, "XDH");
    this.params = params;
  }

  @Override
  public TokenMontgomeryPrivateKey with(KeySource other) {
    return new TokenMontgomeryPrivateKey(other, params);
  }

  @Override
  public NamedParameterSpec getParams() {
    return params;
  }
}
