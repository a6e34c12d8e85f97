// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.IOException;
import java.security.spec.InvalidParameterSpecException;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.turnlock.token.CurveCodec;

/** EC curves by the one name that records have for each. */
final class NamedCurves {
  private static final Map<Integer, String> BY_BITS =
      new TreeMap<>(Map.of(224, "secp224r1", 256, "secp256r1", 384, "secp384r1", 521, "secp521r1"));

  private NamedCurves() {}

  /** The standard curve of a field size. */
  static String ofBits(int bits) {
    String name = BY_BITS.get(bits);
    if (name == null) {
      throw new IllegalArgumentException(
          "no EC curve for " + bits + " bits; allowed: " + BY_BITS.keySet());
    }
    return name;
  }

  /**
   * The standard name of a curve that has several, such as {@code P-256}.
   *
   * @throws IllegalArgumentException if there is no curve of this name
   */
  static String standardName(String name) {
    return nameOf(parameters(name));
  }

  static boolean isKnown(String name) {
    try {
      CurveCodec.encode(name);
      return true;
    } catch (InvalidParameterSpecException e) {
      return false;
    }
  }

  /** DER of ECParameters. */
  static byte[] parameters(String name) {
    try {
      return CurveCodec.encode(name);
    } catch (InvalidParameterSpecException e) {
      throw new IllegalArgumentException("unknown EC curve '" + name + "'", e);
    }
  }

  /** The standard name of the curve that DER of ECParameters names. */
  static String nameOf(byte[] parameters) {
    try {
      if (ASN1Primitive.fromByteArray(parameters) instanceof ASN1ObjectIdentifier id) {
        String name = SECNamedCurves.getName(id);
        name = name == null ? ECNamedCurveTable.getName(id) : name;
        return name == null ? id.getId() : name;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not DER of ECParameters", e);
    }
    throw new IllegalArgumentException("the EC curve has no name");
  }
}
