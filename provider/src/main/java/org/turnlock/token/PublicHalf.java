// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.InvalidParameterSpecException;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The public halves of software private keys, which do not carry them: computed. */
public final class PublicHalf {
  private PublicHalf() {}

  /** The public key; empty for kinds whose private value does not tell it here. */
  public static Optional<PublicKey> of(PrivateKeyParts key) {
    try {
      if (key instanceof PrivateKeyParts.Rsa rsa) {
        return Optional.of(PublicKeyCodec.rsa(rsa.modulus(), rsa.publicExponent()));
      }
      if (key instanceof PrivateKeyParts.Ec ec) {
        return Optional.of(PublicKeyCodec.ec(ec.curve(), point(ec.curve(), ec.value())));
      }
      if (key instanceof PrivateKeyParts.Rfc8410 edwards) {
        return Optional.of(
            PublicKeyCodec.rfc8410(edwards.curve(), point(edwards.curve(), edwards.value())));
      }
      return Optional.empty();
    } catch (InvalidKeySpecException | InvalidParameterSpecException e) {
      throw new TokenException(
          TokenException.Reason.UNSUPPORTED, "the public half of the key cannot be told", e);
    }
  }

  /** The comb multiplier takes the same steps for every scalar. */
  private static byte[] point(byte[] curve, BigInteger value) throws InvalidParameterSpecException {
    org.bouncycastle.jce.spec.ECParameterSpec known = EC5Util.convertSpec(CurveCodec.decode(curve));
    return new FixedPointCombMultiplier()
        .multiply(known.getG(), value)
        .normalize()
        .getEncoded(false);
  }

  private static byte[] point(Rfc8410Curve curve, byte[] value) {
    return switch (curve) {
      case ED25519 -> new Ed25519PrivateKeyParameters(value).generatePublicKey().getEncoded();
      case ED448 -> new Ed448PrivateKeyParameters(value).generatePublicKey().getEncoded();
      case X25519 -> new X25519PrivateKeyParameters(value).generatePublicKey().getEncoded();
      case X448 -> new X448PrivateKeyParameters(value).generatePublicKey().getEncoded();
    };
  }
}
