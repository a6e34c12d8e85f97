// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.turnlock.token.TokenKey;

/** An AES or HMAC key that stays in a token. */
public final class TokenSecretKey implements SecretKey, TokenBackedKey {
  private static final long serialVersionUID = 1L;

  private final transient TokenKey tokenKey;
  private final String algorithm;

  /**
   * @param algorithm the JCA name, for example {@code AES} or {@code HmacSHA256}
   */
  public TokenSecretKey(TokenKey tokenKey, String algorithm) {
    this.tokenKey = Objects.requireNonNull(tokenKey);
    this.algorithm = Objects.requireNonNull(algorithm);
  }

  @Override
  public TokenKey tokenKey() {
    return tokenKey;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return null;
  }

  @Override
  public byte[] getEncoded() {
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenSecretKey that && tokenKey.equals(that.tokenKey);
  }

  @Override
  public int hashCode() {
    return tokenKey.hashCode();
  }

  @Override
  public String toString() {
    return KeyText.of(this);
  }

  private Object writeReplace() throws ObjectStreamException {
    throw new NotSerializableException("a token's key cannot leave it by serialisation");
  }
}
