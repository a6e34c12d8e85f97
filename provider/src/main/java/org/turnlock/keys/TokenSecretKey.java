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

  private final transient KeySource source;
  private final String algorithm;

  /**
   * @param algorithm the JCA name, for example {@code AES} or {@code HmacSHA256}
   */
  public TokenSecretKey(TokenKey tokenKey, String algorithm) {
    this(new FixedKeySource(tokenKey), algorithm);
  }

  /**
   * @param algorithm the JCA name, for example {@code AES} or {@code HmacSHA256}
   */
  public TokenSecretKey(KeySource source, String algorithm) {
    this.source = Objects.requireNonNull(source);
    this.algorithm = Objects.requireNonNull(algorithm);
  }

  @Override
  public KeySource source() {
    return source;
  }

  @Override
  public TokenSecretKey with(KeySource other) {
    return new TokenSecretKey(other, algorithm);
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
    return other instanceof TokenSecretKey that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return KeyText.of(this);
  }

  private Object writeReplace() throws ObjectStreamException {
    throw new NotSerializableException("a token's key cannot leave it by serialisation");
  }
}
