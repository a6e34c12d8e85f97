// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.turnlock.jca.EcCurves;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.token.CurveCodec;

/** EC public keys, checked before anything is verified with them. */
final class EcPublicKeys {
  private static final byte OBJECT_IDENTIFIER = 0x06;

  private EcPublicKeys() {}

  /** The key as an EC key, if it is one on a named curve and its point is on that curve. */
  static ECPublicKey checked(PublicKey key) throws InvalidKeyException {
    ECPublicKey ec = key instanceof ECPublicKey known ? known : decoded(key);
    ECParameterSpec curve = ec.getParams();
    if (curve == null) {
      throw new InvalidKeyException("the EC public key does not tell its curve");
    }
    if (!EcCurves.inJdk(curve) && !named(curve)) {
      throw new InvalidKeyException("the EC public key is not on a named curve");
    }
    if (!onCurve(ec.getW(), curve)) {
      throw new InvalidKeyException("the EC public key is not a point of its curve");
    }
    return ec;
  }

  private static ECPublicKey decoded(PublicKey key) throws InvalidKeyException {
    byte[] bytes = "X.509".equals(key.getFormat()) ? key.getEncoded() : null;
    if (bytes == null || !"EC".equalsIgnoreCase(key.getAlgorithm())) {
      throw new InvalidKeyException("an EC public key is needed, not one of " + key.getAlgorithm());
    }
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(bytes);
    try {
      return (ECPublicKey) SoftwarePeers.keyFactory("EC").generatePublic(encoded);
    } catch (GeneralSecurityException curveUnknownToTheJdk) {
      try {
        return (ECPublicKey)
            KeyFactory.getInstance("EC", SoftwarePeers.bouncyCastle()).generatePublic(encoded);
      } catch (GeneralSecurityException e) {
        throw new InvalidKeyException("the EC public key cannot be decoded", e);
      }
    }
  }

  private static boolean named(ECParameterSpec curve) {
    try {
      return CurveCodec.encode(curve)[0] == OBJECT_IDENTIFIER;
    } catch (InvalidParameterSpecException e) {
      return false;
    }
  }

  private static boolean onCurve(ECPoint point, ECParameterSpec curve) {
    if (curve.getCurve().getField() instanceof ECFieldFp field && curve.getCofactor() == 1) {
      return EcCurves.hasPoint(curve, field, point);
    }
    if (point == null || point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    try {
      org.bouncycastle.math.ec.ECPoint other =
          EC5Util.convertPoint(EC5Util.convertCurve(curve.getCurve()), point);
      return other.isValid() && other.multiply(curve.getOrder()).isInfinity();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
