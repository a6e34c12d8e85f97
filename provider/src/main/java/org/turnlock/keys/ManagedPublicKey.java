// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.Serial;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Objects;

/**
 * The public half of a managed key pair. To every provider it is the current version's public key,
 * whichever that is at the moment. Turnlock's signatures accept with it what any version has signed
 * that may verify; its RSA encryption takes the current version, at each {@code init}.
 *
 * <p>Equal to any key that has the same encoding now. Serialised, it is the plain key of now.
 */
public abstract sealed class ManagedPublicKey implements PublicKey, VersionedKey
    permits ManagedRsaPublicKey, ManagedEcPublicKey, ManagedEdwardsPublicKey {
  private static final long serialVersionUID = 1L;

  private final transient KeySource source;

  ManagedPublicKey(KeySource source) {
    this.source = Objects.requireNonNull(source);
  }

  /**
   * The public half of what {@code source} finds.
   *
   * @throws ManagedKeyException if neither the token nor a certificate tells it
   */
  public static ManagedPublicKey of(KeySource source) {
    PublicKey now = source.publicKey();
    if (now instanceof RSAPublicKey) {
      return new ManagedRsaPublicKey(source);
    }
    if (now instanceof ECPublicKey) {
      return new ManagedEcPublicKey(source);
    }
    if (now instanceof EdECPublicKey) {
      return new ManagedEdwardsPublicKey(source);
    }
    throw new ProviderException("no managed public keys of " + now.getAlgorithm());
  }

  @Override
  public final KeySource source() {
    return source;
  }

  @Override
  public abstract ManagedPublicKey with(KeySource other);

  /** The plain public key of the version that is current now. */
  public PublicKey current() {
    return source.publicKey();
  }

  @Override
  public final String getAlgorithm() {
    return current().getAlgorithm();
  }

  @Override
  public final String getFormat() {
    return current().getFormat();
  }

  @Override
  public final byte[] getEncoded() {
    return current().getEncoded();
  }

  @Override
  public final boolean equals(Object other) {
    return this == other
        || other instanceof PublicKey that && Arrays.equals(getEncoded(), that.getEncoded());
  }

  /** The plain key's own: the two are equal. */
  @Override
  public final int hashCode() {
    return current().hashCode();
  }

  @Override
  public final String toString() {
    return "key '" + source.name() + "', now " + current();
  }

  /** The plain key of now. */
  @Serial
  protected final Object writeReplace() {
    return current();
  }
}
