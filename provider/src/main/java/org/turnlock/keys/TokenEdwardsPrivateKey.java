// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/**
 * An Ed25519 or Ed448 private key in a token. It is an EdECPrivateKey without bytes, as that
 * interface has it for keys that stay where they are: jarsigner asks no other for its curve.
 */
public final class TokenEdwardsPrivateKey extends TokenPrivateKey implements EdECPrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient NamedParameterSpec params;

  public TokenEdwardsPrivateKey(KeySource source, NamedParameterSpec params) {
    super(source, "EdDSA");
    this.params = params;
  }

  @Override
  public TokenEdwardsPrivateKey with(KeySource other) {
    return new TokenEdwardsPrivateKey(other, params);
  }

  @Override
  public NamedParameterSpec getParams() {
    return params;
  }

  /** Empty: the bytes stay in the token. */
  @Override
  public Optional<byte[]> getBytes() {
    return Optional.empty();
  }
}
