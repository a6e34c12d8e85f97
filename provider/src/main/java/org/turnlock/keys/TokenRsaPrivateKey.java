// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.math.BigInteger;
import java.security.interfaces.RSAKey;
import org.turnlock.token.PublicPart;
import org.turnlock.token.TokenKey;

/** An RSA private key in a token; JSSE and keytool ask it for its modulus. */
public final class TokenRsaPrivateKey extends TokenPrivateKey implements RSAKey {
  private static final long serialVersionUID = 1L;

  private final BigInteger modulus;

  public TokenRsaPrivateKey(TokenKey tokenKey, BigInteger modulus) {
    this(tokenKey, "RSA", modulus);
  }

  private TokenRsaPrivateKey(TokenKey tokenKey, String algorithm, BigInteger modulus) {
    super(tokenKey, algorithm);
    this.modulus = modulus;
  }

  /** The key under the name of RSASSA-PSS. A token does not keep that name. */
  public static TokenRsaPrivateKey forPss(TokenKey tokenKey) {
    PublicPart.Rsa rsa = (PublicPart.Rsa) tokenKey.attributes().publicPart();
    return new TokenRsaPrivateKey(tokenKey, "RSASSA-PSS", rsa.modulus());
  }

  @Override
  public BigInteger getModulus() {
    return modulus;
  }
}
