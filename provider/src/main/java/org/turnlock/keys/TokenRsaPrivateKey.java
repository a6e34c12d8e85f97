// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.math.BigInteger;
import java.security.interfaces.RSAKey;
import org.turnlock.token.TokenKey;

/** An RSA private key in a token; JSSE and keytool ask it for its modulus. */
public final class TokenRsaPrivateKey extends TokenPrivateKey implements RSAKey {
  private static final long serialVersionUID = 1L;

  private final BigInteger modulus;

  public TokenRsaPrivateKey(TokenKey tokenKey, BigInteger modulus) {
    super(tokenKey, "RSA");
    this.modulus = modulus;
  }

  @Override
  public BigInteger getModulus() {
    return modulus;
  }
}
