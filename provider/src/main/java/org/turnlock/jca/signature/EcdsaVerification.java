// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * Whether a signature is of a digest (FIPS 186-5, section 6.4.2), on any curve by Bouncy Castle,
 * which takes a fraction of SunEC's time. The encoding and the range of r and s are checked first.
 */
final class EcdsaVerification {
  private final ECPublicKeyParameters key;
  private final ECPublicKey source;
  private final ECParameterSpec curve;
  private final ECPoint point;
  private final BigInteger order;
  private final boolean p1363;

  /**
   * @param checked a key that {@link EcPublicKeys#checked} has let through
   * @param p1363 whether signatures are given as r | s, else as DER
   */
  EcdsaVerification(ECPublicKey checked, boolean p1363) {
    this.source = checked;
    this.curve = checked.getParams();
    this.point = checked.getW();
    ECDomainParameters domain = EcDomains.of(curve);
    this.key =
        new ECPublicKeyParameters(
            domain.getCurve().createPoint(point.getAffineX(), point.getAffineY()), domain);
    this.order = domain.getN();
    this.p1363 = p1363;
  }

  /** Whether it is that key's, which then needs no check: what was computed of it is kept. */
  boolean isOf(PublicKey other) {
    return other == source && curve == source.getParams() && point.equals(source.getW());
  }

  /** The key's. */
  ECParameterSpec curve() {
    return curve;
  }

  /**
   * @param digest of which as many leftmost bits count as the order has
   * @throws SignatureException if the signature is not even the encoding of one
   */
  boolean of(byte[] digest, byte[] signature) throws SignatureException {
    int half = (order.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    if (p1363 && signature.length != 2 * half) {
      return false;
    }
    EcdsaSignature value =
        p1363 ? EcdsaSignature.ofPlain(signature) : EcdsaSignature.ofDer(signature);
    if (!value.inRange(order)) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, key);
    return signer.verifySignature(digest, value.r(), value.s());
  }
}
