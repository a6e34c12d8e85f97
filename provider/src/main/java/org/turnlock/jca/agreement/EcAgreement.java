// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.bouncycastle.util.BigIntegers;
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
  private static final BigInteger THREE = BigInteger.valueOf(3);
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
    if (!same(curve, other.getParams())) {
      throw new InvalidKeyException("the other side's public key is on another curve");
    }
    ECPoint point = other.getW();
    checkPoint(point, curve);
    int length = (curve.getCurve().getField().getFieldSize() + 7) / Byte.SIZE;
    return new Derivation(Mechanism.ecdh(encoded(point, length)), length);
  }

  private static boolean same(ECParameterSpec one, ECParameterSpec other) {
    return other != null
        && one.getCurve().equals(other.getCurve())
        && one.getGenerator().equals(other.getGenerator())
        && one.getOrder().equals(other.getOrder())
        && one.getCofactor() == other.getCofactor();
  }

  /** SEC 1, section 3.2.2.1; all named prime curves have cofactor 1. */
  private static void checkPoint(ECPoint point, ECParameterSpec spec) throws InvalidKeyException {
    if (!(spec.getCurve().getField() instanceof ECFieldFp field) || spec.getCofactor() != 1) {
      throw new InvalidKeyException("ECDH works on prime curves of cofactor 1");
    }
    BigInteger p = field.getP();
    if (point == null || point.equals(ECPoint.POINT_INFINITY)) {
      throw new InvalidKeyException("the other side's public point is the point at infinity");
    }
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (!inField(x, p) || !inField(y, p)) {
      throw new InvalidKeyException("the other side's public point is out of the field");
    }
    BigInteger right =
        x.modPow(THREE, p).add(spec.getCurve().getA().multiply(x)).add(spec.getCurve().getB());
    if (!y.multiply(y).subtract(right).mod(p).equals(BigInteger.ZERO)) {
      throw new InvalidKeyException("the other side's public point is not on the curve");
    }
  }

  private static boolean inField(BigInteger coordinate, BigInteger p) {
    return coordinate.signum() >= 0 && coordinate.compareTo(p) < 0;
  }

  private static byte[] encoded(ECPoint point, int length) {
    byte[] encoded = new byte[1 + 2 * length];
    encoded[0] = UNCOMPRESSED;
    BigIntegers.asUnsignedByteArray(point.getAffineX(), encoded, 1, length);
    BigIntegers.asUnsignedByteArray(point.getAffineY(), encoded, 1 + length, length);
    return encoded;
  }
}
