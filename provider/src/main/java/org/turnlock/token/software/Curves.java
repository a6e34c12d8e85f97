// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.turnlock.token.TokenException;

/** The curves of the software token: all named prime curves of 224 to 521 bits that are known. */
final class Curves {
  static final int MIN_BITS = 224;
  static final int MAX_BITS = 521;

  private static final Map<ASN1ObjectIdentifier, ECNamedDomainParameters> KNOWN =
      new ConcurrentHashMap<>();

  private Curves() {}

  /**
   * The curve that DER of ECParameters names.
   *
   * @throws TokenException if it is not a name, or not of a curve that this token has
   */
  static ECNamedDomainParameters decode(byte[] parameters) {
    Object parsed;
    try {
      parsed = ASN1Primitive.fromByteArray(parameters);
    } catch (IOException | RuntimeException e) {
      throw unsupported("not DER of ECParameters", e);
    }
    if (parsed instanceof ASN1ObjectIdentifier name) {
      return byName(name);
    }
    throw unsupported("only named curves are supported", null);
  }

  /** The curve of this name. */
  static ECNamedDomainParameters byName(ASN1ObjectIdentifier name) {
    ECNamedDomainParameters known = KNOWN.get(name);
    if (known == null) {
      known = look(name);
      KNOWN.putIfAbsent(name, known);
    }
    return known;
  }

  private static ECNamedDomainParameters look(ASN1ObjectIdentifier name) {
    X9ECParameters curve = CustomNamedCurves.getByOID(name);
    if (curve == null) {
      curve = ECNamedCurveTable.getByOID(name);
    }
    if (curve == null
        || !ECAlgorithms.isFpCurve(curve.getCurve())
        || curve.getCurve().getFieldSize() < MIN_BITS
        || curve.getCurve().getFieldSize() > MAX_BITS) {
      throw unsupported(
          "curve " + name + ": expected a named prime curve of 224 to 521 bits", null);
    }
    return new ECNamedDomainParameters(name, curve);
  }

  private static TokenException unsupported(String message, Throwable cause) {
    return new TokenException(TokenException.Reason.UNSUPPORTED, message, cause);
  }
}
