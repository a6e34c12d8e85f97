// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import javax.crypto.interfaces.DHKey;
import javax.crypto.spec.DHParameterSpec;

/** A Diffie-Hellman private key in a token. */
public final class TokenDhPrivateKey extends TokenPrivateKey implements DHKey {
  private static final long serialVersionUID = 1L;

  private final transient DHParameterSpec params;

  public TokenDhPrivateKey(KeySource source, DHParameterSpec params) {
    super(source, "DH");
    this.params = params;
  }

  @Override
  public TokenDhPrivateKey with(KeySource other) {
    return new TokenDhPrivateKey(other, params);
  }

  @Override
  public DHParameterSpec getParams() {
    return params;
  }
}
