// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.jca.EcCurves;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenEcPrivateKey;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;

/**
 * ECDH on a prime curve. The secret is the x-coordinate, as long as the field (SEC 1, section
 * 3.3.1).
 */
public final class EcAgreement implements AgreementKind {
  private static final byte UNCOMPRESSED = 4;

  @Override
  public long keyType() {
    return Ckk.EC;
  }

  @Override
  public TokenPrivateKey privateKey(Key key) throws InvalidKeyException {
    if (key instanceof TokenEcPrivateKey own) {
      return own;
    }
    throw KeyRefusal.of(key, "an EC private key");
  }

  @Override
  public void checkParameters(AlgorithmParameterSpec params, TokenPrivateKey own)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException(
        "ECDH takes no parameters but a TokenKeySpec, not " + params.getClass().getName());
  }

  @Override
  public Derivation with(Key peer, TokenPrivateKey own) throws InvalidKeyException {
    ECParameterSpec curve = ((TokenEcPrivateKey) own).getParams();
    if (!(PeerKeys.software(peer, "EC") instanceof ECPublicKey other)) {
      throw new InvalidKeyException("the other side's EC public key is needed");
    }
    if (!EcCurves.same(curve, other.getParams())) {
      throw new InvalidKeyException("the other side's public key is on another curve");
    }
    ECPoint point = other.getW();
    checkPoint(point, curve);
    int length = (curve.getCurve().getField().getFieldSize() + 7) / Byte.SIZE;
    return new Derivation(Mechanism.ecdh(encoded(point, length)), length);
  }

  /** All named prime curves have cofactor 1. */
  private static void checkPoint(ECPoint point, ECParameterSpec spec) throws InvalidKeyException {
    if (!(spec.getCurve().getField() instanceof ECFieldFp field) || spec.getCofactor() != 1) {
      throw new InvalidKeyException("ECDH works on prime curves of cofactor 1");
    }
    if (!EcCurves.hasPoint(spec, field, point)) {
      throw new InvalidKeyException("the other side's public key is not a point of its curve");
    }
  }

  private static byte[] encoded(ECPoint point, int length) {
    byte[] encoded = new byte[1 + 2 * length];
    encoded[0] = UNCOMPRESSED;
    BigIntegers.asUnsignedByteArray(point.getAffineX(), encoded, 1, length);
    BigIntegers.asUnsignedByteArray(point.getAffineY(), encoded, 1 + length, length);
    return encoded;
  }
}
