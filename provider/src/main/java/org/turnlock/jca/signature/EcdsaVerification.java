// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.jcajce.provider.asymmetric.util.ECUtil;

/**
 * Whether a signature is of a digest (FIPS 186-5, section 6.4.2), on any curve by Bouncy Castle,
 * which takes a fraction of SunEC's time. The encoding and the range of r and s are checked first.
 */
final class EcdsaVerification {
  private final ECPublicKeyParameters key;
  private final BigInteger order;
  private final boolean p1363;

  /**
   * @param checked a key that {@link EcPublicKeys#checked} has let through
   * @param p1363 whether signatures are given as r | s, else as DER
   */
  EcdsaVerification(ECPublicKey checked, boolean p1363) throws InvalidKeyException {
    this.key = (ECPublicKeyParameters) ECUtil.generatePublicKeyParameter(checked);
    this.order = checked.getParams().getOrder();
    this.p1363 = p1363;
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
