// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenMontgomeryPrivateKey;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;

/** X25519 and X448 (RFC 7748). */
public final class MontgomeryAgreement implements AgreementKind {
  private final MontgomeryCurve only;

  private MontgomeryAgreement(MontgomeryCurve only) {
    this.only = only;
  }

  /** For keys of either curve: {@code XDH}. */
  public static MontgomeryAgreement any() {
    return new MontgomeryAgreement(null);
  }

  /** For keys of one curve: {@code X25519} or {@code X448}. */
  public static MontgomeryAgreement on(String curve) {
    return new MontgomeryAgreement(MontgomeryCurve.named(curve));
  }

  @Override
  public long keyType() {
    return Ckk.EC_MONTGOMERY;
  }

  @Override
  public TokenPrivateKey privateKey(Key key) throws InvalidKeyException {
    if (!(key instanceof TokenMontgomeryPrivateKey own)) {
      throw KeyRefusal.of(key, "an X25519 or X448 private key");
    }
    MontgomeryCurve curve = curve(own);
    if (only != null && only != curve) {
      throw new InvalidKeyException("a private key of " + only + " is needed, not of " + curve);
    }
    return own;
  }

  private static MontgomeryCurve curve(TokenPrivateKey own) {
    return MontgomeryCurve.named(((TokenMontgomeryPrivateKey) own).getParams().getName());
  }

  @Override
  public void checkParameters(AlgorithmParameterSpec params, TokenPrivateKey own)
      throws InvalidAlgorithmParameterException {
    boolean sameCurve =
        params instanceof NamedParameterSpec named && MontgomeryCurve.named(named) == curve(own);
    if (!sameCurve) {
      throw new InvalidAlgorithmParameterException(
          "parameters are a TokenKeySpec, or the key's own curve, " + curve(own));
    }
  }

  @Override
  public Derivation with(Key peer, TokenPrivateKey own) throws InvalidKeyException {
    MontgomeryCurve curve = curve(own);
    if (!(PeerKeys.software(peer, "XDH") instanceof XECPublicKey other)) {
      throw new InvalidKeyException("the other side's " + curve + " public key is needed");
    }
    if (!(other.getParams() instanceof NamedParameterSpec named)
        || MontgomeryCurve.named(named) != curve) {
      throw new InvalidKeyException("the other side's public key is not one of " + curve);
    }
    if (other.getU() == null) {
      throw new InvalidKeyException("the other side's public key has no public value");
    }
    BigInteger u = curve.reduced(other.getU());
    if (curve.isOfSmallOrder(u)) {
      throw new InvalidKeyException(
          "the other side's public point has a small order: the secret would be zero");
    }
    return new Derivation(Mechanism.ecdh(curve.encoded(u)), curve.bytes());
  }
}
