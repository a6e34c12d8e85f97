// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import javax.crypto.SecretKey;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenBackedKey;

/** A managed key that a generator is to begin: what comes out follows its rotations. */
final class ManagedOrder {
  private final JcaContext context;
  private final ManagedKeySpec spec;

  /**
   * @param algorithm the generator's, as records name it; null if such keys cannot be managed
   * @throws InvalidAlgorithmParameterException if the specification is for something else, or for a
   *     key that cannot be
   */
  ManagedOrder(JcaContext context, String algorithm, ManagedKeySpec spec)
      throws InvalidAlgorithmParameterException {
    if (algorithm == null) {
      throw new InvalidAlgorithmParameterException(
          "keys of this generator cannot be managed: AES, HMAC, RSA, EC and Ed25519 keys can");
    }
    boolean edwards = algorithm.equals("Ed25519") && spec.algorithm().equalsIgnoreCase("EdDSA");
    if (!spec.algorithm().isEmpty() && !spec.algorithm().equalsIgnoreCase(algorithm) && !edwards) {
      throw new InvalidAlgorithmParameterException(
          "the generator makes keys of "
              + algorithm
              + ", and the specification asks for "
              + spec.algorithm());
    }
    if (spec.awaitingImport()) {
      throw new InvalidAlgorithmParameterException(
          "a key that awaits an import is made by ManagedKeys.create: there is none to generate");
    }
    this.context = context;
    this.spec = spec.toBuilder().algorithm(algorithm).build();
    try {
      context.managedKeys().check(this.spec);
    } catch (IllegalArgumentException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  /**
   * Makes the key with its first version.
   *
   * @throws org.turnlock.keys.ManagedKeyException if there is a key of this alias already
   */
  SecretKey secretKey() {
    context.managedKeys().create(spec);
    return (SecretKey) made();
  }

  /** The same for a pair. */
  KeyPair pair() {
    context.managedKeys().create(spec);
    PublicKey publicKey = context.directory().publicKey(spec.alias()).orElseThrow();
    return new KeyPair(publicKey, (PrivateKey) made());
  }

  private TokenBackedKey made() {
    try {
      return context.directory().key(spec.alias()).orElseThrow();
    } catch (InvalidKeyException e) {
      throw new ProviderException("the token made a key that cannot be used", e);
    }
  }
}
