// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.Rfc8410Curve;

/**
 * Makes key pairs in the token: session objects, unless a {@link TokenKeySpec} says otherwise. The
 * token's own generator is used, whatever {@code SecureRandom} is given.
 */
abstract class TokenKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private final JcaContext context;
  private final KeyOrder order;
  private final KeyFamily family;
  private KeyPairParameters parameters;

  /** The managed key that is to be begun; null for others. */
  private ManagedOrder managed;

  TokenKeyPairGeneratorSpi(JcaContext context, KeyFamily family) {
    this.context = context;
    this.family = family;
    this.order = new KeyOrder(context, family.algorithm(), family.usages());
  }

  /** The pair that is made without any initialisation. */
  abstract KeyPairParameters defaults() throws InvalidAlgorithmParameterException;

  /** The pair of this many bits. */
  abstract KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException;

  /** The pair that the algorithm's own parameters name. */
  abstract KeyPairParameters of(AlgorithmParameterSpec spec)
      throws InvalidAlgorithmParameterException;

  /** The JCA's pair. */
  KeyPair toPair(org.turnlock.token.TokenKeyPair pair) {
    return TokenKeyPairs.of(pair);
  }

  /** What the token says of a mechanism; null if it does not have it. */
  final MechanismInfo mechanism(long type) {
    return context.token().mechanisms().get(type);
  }

  @Override
  public final void initialize(int keySize, SecureRandom random) {
    try {
      parameters = ofSize(keySize);
    } catch (InvalidAlgorithmParameterException e) {
      InvalidParameterException refused = new InvalidParameterException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    managed = null;
    order.reset();
  }

  @Override
  public final void initialize(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (params instanceof ManagedKeySpec spec) {
      managed = managed(spec);
      return;
    }
    if (params instanceof TokenKeySpec spec) {
      KeyPairParameters wanted = inner(spec);
      order.take(spec);
      parameters = wanted;
    } else {
      parameters = of(params);
      order.reset();
    }
    managed = null;
  }

  private ManagedOrder managed(ManagedKeySpec spec) throws InvalidAlgorithmParameterException {
    if (spec.size().isPresent()) {
      ofSize(spec.size().getAsInt());
    }
    return new ManagedOrder(context, managedName(), spec);
  }

  /** Null for families that are not managed. */
  private String managedName() throws InvalidAlgorithmParameterException {
    return switch (family) {
      case RSA -> "RSA";
      case EC -> "EC";
      case EDDSA ->
          defaults() instanceof KeyPairParameters.Edwards edwards
                  && Arrays.equals(edwards.curve(), Rfc8410Curve.ED25519.identifier())
              ? "Ed25519"
              : null;
      case RSA_PSS, XDH, DH, ML_DSA, ML_KEM -> null;
    };
  }

  private KeyPairParameters inner(TokenKeySpec spec) throws InvalidAlgorithmParameterException {
    if (spec.parameters().isPresent()) {
      if (spec.size().isPresent()) {
        throw new InvalidAlgorithmParameterException(
            "a TokenKeySpec has a size or parameters, not both");
      }
      return of(spec.parameters().get());
    }
    return spec.size().isPresent() ? ofSize(spec.size().getAsInt()) : defaults();
  }

  @Override
  public final KeyPair generateKeyPair() {
    if (managed != null) {
      return managed.pair();
    }
    if (parameters == null) {
      try {
        parameters = defaults();
      } catch (InvalidAlgorithmParameterException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
    return order.make(
        description -> toPair(context.token().objects().generateKeyPair(parameters, description)));
  }
}
