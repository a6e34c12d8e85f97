// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.math.BigInteger;
import java.security.interfaces.RSAKey;
import org.turnlock.token.PublicPart;

/** An RSA private key in a token; JSSE and keytool ask it for its modulus. */
public final class TokenRsaPrivateKey extends TokenPrivateKey implements RSAKey {
  private static final long serialVersionUID = 1L;

  public TokenRsaPrivateKey(KeySource source) {
    this(source, "RSA");
  }

  private TokenRsaPrivateKey(KeySource source, String algorithm) {
    super(source, algorithm);
  }

  /** The key under the name of RSASSA-PSS. A token does not keep that name. */
  public static TokenRsaPrivateKey forPss(KeySource source) {
    return new TokenRsaPrivateKey(source, "RSASSA-PSS");
  }

  @Override
  public TokenRsaPrivateKey with(KeySource other) {
    return new TokenRsaPrivateKey(other, getAlgorithm());
  }

  /** The modulus; of a managed key, the current version's. */
  @Override
  public BigInteger getModulus() {
    return ((PublicPart.Rsa) tokenKey().attributes().publicPart()).modulus();
  }
}
