// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;

/** A private key that stays in a token. */
public abstract sealed class TokenPrivateKey implements PrivateKey, TokenBackedKey
    permits TokenRsaPrivateKey,
        TokenEcPrivateKey,
        TokenEdwardsPrivateKey,
        TokenMontgomeryPrivateKey,
        TokenDhPrivateKey,
        TokenPostQuantumPrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient KeySource source;
  private final String algorithm;

  TokenPrivateKey(KeySource source, String algorithm) {
    this.source = Objects.requireNonNull(source);
    this.algorithm = algorithm;
  }

  @Override
  public final KeySource source() {
    return source;
  }

  @Override
  public abstract TokenPrivateKey with(KeySource other);

  @Override
  public final String getAlgorithm() {
    return algorithm;
  }

  @Override
  public final String getFormat() {
    return null;
  }

  @Override
  public final byte[] getEncoded() {
    return null;
  }

  /**
   * The parameters of the algorithm, where it has some. JDK 22 and later ask every private key for
   * them, through an interface that this class is not compiled against: without a method of our own
   * its answer and {@code RSAKey}'s collide there, and {@code ECKey}'s is not seen.
   */
  public AlgorithmParameterSpec getParams() {
    return null;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof TokenPrivateKey that && source.equals(that.source);
  }

  @Override
  public final int hashCode() {
    return source.hashCode();
  }

  @Override
  public final String toString() {
    return KeyText.of(this);
  }

  /** Refuses: a reference into a token means nothing outside its process. */
  protected final Object writeReplace() throws ObjectStreamException {
    throw new NotSerializableException("a token's key cannot leave it by serialisation");
  }
}
