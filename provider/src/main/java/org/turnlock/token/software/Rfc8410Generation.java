// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicKeyCodec;
import org.turnlock.token.Rfc8410Curve;

/** New Edwards and Montgomery pairs. */
final class Rfc8410Generation {
  private record Halves(byte[] privateKey, byte[] publicKey) {}

  private Rfc8410Generation() {}

  static KeyGeneration.Pair pair(byte[] identifier) throws InvalidKeySpecException {
    Rfc8410Curve curve =
        Rfc8410Curve.decode(identifier)
            .orElseThrow(() -> KeyGeneration.unsupported("the curve is none of RFC 8410"));
    Halves halves = halves(curve, SoftwareRandom.source());
    return new KeyGeneration.Pair(
        PublicKeyCodec.rfc8410(curve, halves.publicKey()),
        new PrivateKeyParts.Rfc8410(curve, halves.privateKey()));
  }

  private static Halves halves(Rfc8410Curve curve, SecureRandom random) {
    switch (curve) {
      case ED25519 -> {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
        return new Halves(key.getEncoded(), key.generatePublicKey().getEncoded());
      }
      case ED448 -> {
        Ed448PrivateKeyParameters key = new Ed448PrivateKeyParameters(random);
        return new Halves(key.getEncoded(), key.generatePublicKey().getEncoded());
      }
      case X25519 -> {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(random);
        return new Halves(key.getEncoded(), key.generatePublicKey().getEncoded());
      }
      default -> {
        X448PrivateKeyParameters key = new X448PrivateKeyParameters(random);
        return new Halves(key.getEncoded(), key.generatePublicKey().getEncoded());
      }
    }
  }
}
