// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Ckd;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** ECDH1_DERIVE without a key derivation function: the secret itself. */
final class AgreementOperations {
  /** The secret that {@code base} and the other side's value in {@code mechanism} give. */
  byte[] secret(StoredObject base, Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.Ecdh ecdh) {
      if (ecdh.kdf() != Ckd.NULL) {
        throw new TokenException(Reason.UNSUPPORTED, mechanism + " with a KDF is not offered");
      }
      base.require(KeyClass.PRIVATE, KeyUsage.DERIVE, Ckk.EC);
      return ec(KeyNumbers.ec(base), ecdh.peer());
    }
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " lacks the other side's value");
  }

  private static byte[] ec(ECPrivateKeyParameters key, byte[] peer) {
    ECDHBasicAgreement agreement = new ECDHBasicAgreement();
    try {
      ECPoint point = key.getParameters().getCurve().decodePoint(peer);
      agreement.init(key);
      return BigIntegers.asUnsignedByteArray(
          agreement.getFieldSize(),
          agreement.calculateAgreement(new ECPublicKeyParameters(point, key.getParameters())));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new TokenException(
          Reason.DATA_REJECTED, "the other side's public value is no point of the key's curve", e);
    }
  }
}
