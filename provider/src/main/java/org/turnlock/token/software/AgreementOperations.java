// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.RawAgreement;
import org.bouncycastle.crypto.agreement.DHBasicAgreement;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.agreement.X448Agreement;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.DHPrivateKeyParameters;
import org.bouncycastle.crypto.params.DHPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckd;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * ECDH1_DERIVE without a key derivation function, on curves of points and on those of RFC 7748, and
 * DH_PKCS_DERIVE: the secret itself.
 */
final class AgreementOperations {
  /** The secret that {@code base} and the other side's value in {@code mechanism} give. */
  byte[] secret(StoredObject base, Mechanism mechanism) {
    try {
      if (mechanism.parameters() instanceof MechanismParameters.Ecdh ecdh) {
        return ecdh(base, mechanism, ecdh);
      }
      if (mechanism.parameters() instanceof MechanismParameters.PublicValue value) {
        base.require(KeyClass.PRIVATE, KeyUsage.DERIVE, Ckk.DH);
        return dh(base, new BigInteger(1, value.peer()));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new TokenException(
          Reason.DATA_REJECTED, "the other side's public value does not fit the key", e);
    }
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " lacks the other side's value");
  }

  private static byte[] ecdh(
      StoredObject base, Mechanism mechanism, MechanismParameters.Ecdh parameters) {
    if (parameters.kdf() != Ckd.NULL) {
      throw new TokenException(Reason.UNSUPPORTED, mechanism + " with a KDF is not offered");
    }
    base.require(KeyClass.PRIVATE, KeyUsage.DERIVE, Ckk.EC, Ckk.EC_MONTGOMERY);
    return base.keyAttributes().keyType() == Ckk.EC
        ? ec(KeyNumbers.ec(base), parameters.peer())
        : montgomery(base, parameters.peer());
  }

  private static byte[] ec(ECPrivateKeyParameters key, byte[] peer) {
    ECDHBasicAgreement agreement = new ECDHBasicAgreement();
    ECPoint point = key.getParameters().getCurve().decodePoint(peer);
    agreement.init(key);
    return BigIntegers.asUnsignedByteArray(
        agreement.getFieldSize(),
        agreement.calculateAgreement(new ECPublicKeyParameters(point, key.getParameters())));
  }

  private static byte[] montgomery(StoredObject base, byte[] peer) {
    byte[] value = base.material().copyOf(Cka.VALUE);
    try {
      return value.length == X25519PrivateKeyParameters.KEY_SIZE
          ? raw(
              new X25519Agreement(),
              new X25519PrivateKeyParameters(value),
              new X25519PublicKeyParameters(peer))
          : raw(
              new X448Agreement(),
              new X448PrivateKeyParameters(value),
              new X448PublicKeyParameters(peer));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private static byte[] raw(
      RawAgreement agreement, AsymmetricKeyParameter key, AsymmetricKeyParameter peer) {
    agreement.init(key);
    byte[] secret = new byte[agreement.getAgreementSize()];
    agreement.calculateAgreement(peer, secret, 0);
    return secret;
  }

  private static byte[] dh(StoredObject base, BigInteger peer) {
    DHParameters group =
        new DHParameters(
            new BigInteger(1, base.attributes().bytes(Cka.PRIME)),
            new BigInteger(1, base.attributes().bytes(Cka.BASE)));
    byte[] value = base.material().copyOf(Cka.VALUE);
    try {
      DHBasicAgreement agreement = new DHBasicAgreement();
      agreement.init(new DHPrivateKeyParameters(new BigInteger(1, value), group));
      BigInteger secret = agreement.calculateAgreement(new DHPublicKeyParameters(peer, group));
      return BigIntegers.asUnsignedByteArray((group.getP().bitLength() + 7) / Byte.SIZE, secret);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
