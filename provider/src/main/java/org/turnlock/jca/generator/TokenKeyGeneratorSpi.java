// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Set;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.HmacKeyLengths;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;

/**
 * Makes secret keys in the token: session objects, unless a {@link TokenKeySpec} says otherwise.
 * The token's own generator is used, whatever {@code SecureRandom} is given.
 */
public abstract class TokenKeyGeneratorSpi extends KeyGeneratorSpi {
  private final JcaContext context;
  private final String algorithm;
  private final long keyType;
  private final KeyOrder order;
  private int bytes;

  /** The managed key that is to be begun; null for others. */
  private ManagedOrder managed;

  /**
   * @param algorithm the JCA name of the keys
   * @param keyType CKK_*
   * @param possible what such a key can be asked to do
   */
  TokenKeyGeneratorSpi(JcaContext context, String algorithm, long keyType, Set<KeyUsage> possible) {
    this.context = context;
    this.algorithm = algorithm;
    this.keyType = keyType;
    this.order = new KeyOrder(context, algorithm, DefaultUsages.ofSecret(algorithm), possible);
  }

  /** The length in bytes where none is given. */
  abstract int defaultBytes();

  /** The length in bytes of a key of so many bits. */
  abstract int bytesOf(int bits) throws InvalidAlgorithmParameterException;

  @Override
  protected final void engineInit(SecureRandom random) {
    bytes = 0;
    managed = null;
    order.reset();
  }

  @Override
  protected final void engineInit(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (params instanceof ManagedKeySpec wanted) {
      managed = managed(wanted);
      return;
    }
    if (!(params instanceof TokenKeySpec spec) || spec.parameters().isPresent()) {
      throw new InvalidAlgorithmParameterException(
          algorithm + " key generation takes a size or a TokenKeySpec, and no other parameters");
    }
    int wanted = spec.size().isPresent() ? bytesOf(spec.size().getAsInt()) : 0;
    order.take(spec);
    bytes = wanted;
    managed = null;
  }

  private ManagedOrder managed(ManagedKeySpec spec) throws InvalidAlgorithmParameterException {
    boolean possible = keyType == Ckk.AES || HmacKeyLengths.hashOf(algorithm) != null;
    int length = spec.size().isPresent() ? bytesOf(spec.size().getAsInt()) : defaultBytes();
    return new ManagedOrder(
        context, possible ? algorithm : null, spec.toBuilder().size(length * Byte.SIZE).build());
  }

  @Override
  protected final void engineInit(int keySize, SecureRandom random) {
    try {
      bytes = bytesOf(keySize);
    } catch (InvalidAlgorithmParameterException e) {
      InvalidParameterException refused = new InvalidParameterException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    managed = null;
    order.reset();
  }

  @Override
  protected final SecretKey engineGenerateKey() {
    if (managed != null) {
      return managed.secretKey();
    }
    int length = bytes == 0 ? defaultBytes() : bytes;
    return order.make(
        description ->
            new TokenSecretKey(
                context.token().objects().generateSecretKey(keyType, length, description),
                algorithm));
  }
}
