// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicHalf;
import org.turnlock.token.PublicKeyCodec;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;

/** The public half of a stored private key, computed from it. */
final class StoredPublicHalf {
  private StoredPublicHalf() {}

  /** The public key; empty for kinds of key whose private half does not tell it here. */
  static Optional<PublicKey> of(StoredObject object) {
    PublicPart part = object.keyAttributes().publicPart();
    if (part instanceof PublicPart.Rsa rsa) {
      try {
        return Optional.of(PublicKeyCodec.rsa(rsa.modulus(), rsa.publicExponent()));
      } catch (InvalidKeySpecException e) {
        throw new IllegalStateException("a stored RSA key is none", e);
      }
    }
    if (part instanceof PublicPart.Ec ec) {
      ECPrivateKeyParameters key = KeyNumbers.ec(object);
      return PublicHalf.of(
          new PrivateKeyParts.Ec(ec.parameters(), key.getParameters().getN(), key.getD()));
    }
    if (part instanceof PublicPart.Edwards edwards) {
      return ofValue(object, edwards.parameters());
    }
    return part instanceof PublicPart.Montgomery montgomery
        ? ofValue(object, montgomery.parameters())
        : Optional.empty();
  }

  private static Optional<PublicKey> ofValue(StoredObject object, byte[] curve) {
    byte[] value = object.material().copyOf(Cka.VALUE);
    try {
      return Rfc8410Curve.decode(curve)
          .flatMap(known -> PublicHalf.of(new PrivateKeyParts.Rfc8410(known, value)));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
