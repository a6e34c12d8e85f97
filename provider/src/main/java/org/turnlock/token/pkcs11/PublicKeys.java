// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.io.IOException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PublicKeyCodec;
import org.turnlock.token.Rfc8410Curve;

/** Makes software public keys of the public halves that a token tells. */
final class PublicKeys {
  private static final byte UNCOMPRESSED = 4;

  private interface Making {
    PublicKey run() throws InvalidKeySpecException;
  }

  private PublicKeys() {}

  static PublicKey rsa(AttributeValues values) {
    return made(
        () -> PublicKeyCodec.rsa(values.integer(Cka.MODULUS), values.integer(Cka.PUBLIC_EXPONENT)));
  }

  /** From CKA_EC_PARAMS and CKA_EC_POINT. */
  static PublicKey ec(byte[] parameters, byte[] point) {
    return made(() -> PublicKeyCodec.ec(parameters, ecPoint(parameters, point)));
  }

  static PublicKey rfc8410(Rfc8410Curve curve, AttributeValues values) {
    byte[] point = values.bytes(Cka.EC_POINT);
    return made(
        () ->
            PublicKeyCodec.rfc8410(
                curve, point.length == curve.bytes() ? point : unwrapped(point)));
  }

  static PublicKey dh(AttributeValues values) {
    return made(
        () ->
            PublicKeyCodec.dh(
                values.integer(Cka.PRIME), values.integer(Cka.BASE), values.integer(Cka.VALUE)));
  }

  static PublicKey postQuantum(ParameterSet set, AttributeValues values) {
    return made(() -> PublicKeyCodec.postQuantum(set, values.bytes(Cka.VALUE)));
  }

  private static PublicKey made(Making making) {
    try {
      return making.run();
    } catch (InvalidKeySpecException | RuntimeException e) {
      throw new IllegalStateException("the token gave a public key that is none", e);
    }
  }

  /**
   * The point itself. It is to be a DER OCTET STRING; some modules leave that off, and some get its
   * length wrong.
   */
  private static byte[] ecPoint(byte[] parameters, byte[] point) {
    try {
      int field = CurveCodec.decode(parameters).getCurve().getField().getFieldSize();
      int start = point.length - (1 + 2 * ((field + 7) / 8));
      if (start >= 0 && point[start] == UNCOMPRESSED) {
        return Arrays.copyOfRange(point, start, point.length);
      }
    } catch (InvalidParameterSpecException unknownCurve) {
      // The encoding alone must tell.
    }
    return unwrapped(point);
  }

  private static byte[] unwrapped(byte[] point) {
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(point);
      if (parsed instanceof ASN1OctetString string) {
        return string.getOctets();
      }
      return parsed instanceof ASN1BitString bits ? bits.getOctets() : point;
    } catch (IOException | RuntimeException notWrapped) {
      return point;
    }
  }
}
