// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.Rfc8410Curve;

/**
 * Makes Ed25519, Ed448, X25519 and X448 pairs in the token. Under a family's name, {@code EdDSA} or
 * {@code XDH}, the curve can be chosen, and is the smaller one unless told otherwise.
 */
public final class Rfc8410KeyPairGeneratorSpi extends TokenKeyPairGeneratorSpi {
  private final KeyFamily family;
  private final Rfc8410Curve only;

  private Rfc8410KeyPairGeneratorSpi(JcaContext context, KeyFamily family, Rfc8410Curve only) {
    super(context, family);
    this.family = family;
    this.only = only;
  }

  /** Pairs on either curve of a family: EDDSA or XDH. */
  public static Rfc8410KeyPairGeneratorSpi anyOf(JcaContext context, KeyFamily family) {
    return new Rfc8410KeyPairGeneratorSpi(context, family, null);
  }

  /** Pairs on one curve. */
  public static Rfc8410KeyPairGeneratorSpi on(JcaContext context, Rfc8410Curve curve) {
    return new Rfc8410KeyPairGeneratorSpi(
        context, curve.signs() ? KeyFamily.EDDSA : KeyFamily.XDH, curve);
  }

  @Override
  KeyPairParameters defaults() {
    if (only != null) {
      return parameters(only);
    }
    return parameters(family == KeyFamily.EDDSA ? Rfc8410Curve.ED25519 : Rfc8410Curve.X25519);
  }

  @Override
  KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException {
    for (Rfc8410Curve curve : Rfc8410Curve.values()) {
      if (accepts(curve) && curve.bits() == bits) {
        return parameters(curve);
      }
    }
    throw new InvalidAlgorithmParameterException(
        "no curve of " + bits + " bits for " + family.algorithm() + "; allowed: " + allowed());
  }

  @Override
  KeyPairParameters of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (params instanceof NamedParameterSpec named) {
      Rfc8410Curve curve = Rfc8410Curve.named(named.getName()).orElse(null);
      if (curve != null && accepts(curve)) {
        return parameters(curve);
      }
      throw new InvalidAlgorithmParameterException(
          "no curve " + named.getName() + " here; allowed: " + allowed());
    }
    throw new InvalidAlgorithmParameterException(
        family.algorithm() + " key generation takes a NamedParameterSpec or a TokenKeySpec");
  }

  private boolean accepts(Rfc8410Curve curve) {
    return only == null ? curve.signs() == (family == KeyFamily.EDDSA) : curve == only;
  }

  private String allowed() {
    StringBuilder names = new StringBuilder();
    for (Rfc8410Curve curve : Rfc8410Curve.values()) {
      if (accepts(curve)) {
        names.append(names.isEmpty() ? "" : ", ").append(curve.jcaName());
        names.append(" (").append(curve.bits()).append(')');
      }
    }
    return names.toString();
  }

  private static KeyPairParameters parameters(Rfc8410Curve curve) {
    return curve.signs()
        ? new KeyPairParameters.Edwards(curve.identifier())
        : new KeyPairParameters.Montgomery(curve.identifier());
  }
}
