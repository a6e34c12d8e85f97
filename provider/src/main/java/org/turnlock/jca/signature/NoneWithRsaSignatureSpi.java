// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.ManagedRsaPublicKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * NONEwithRSA: block type 1 of PKCS #1 v1.5 around the caller's own bytes, a DigestInfo or, in TLS
 * up to 1.1, two digests.
 */
public final class NoneWithRsaSignatureSpi extends TokenSignatureSpi {
  public NoneWithRsaSignatureSpi(JcaContext context) {
    super(context, Ckk.RSA);
  }

  @Override
  Signer signerFor(PrivateKey key) throws InvalidKeyException {
    TokenRsaPrivateKey rsa = RsaKeys.require(key);
    int length = RsaKeys.modulusBytes(rsa);
    boolean tokenPads = signs(rsa, Ckm.RSA_PKCS);
    return new DigestSigner(
        new SigningKey(
            operations, rsa, Mechanism.of(tokenPads ? Ckm.RSA_PKCS : Ckm.RSA_X_509), length),
        new CallersDigest(Pkcs1Block.room(length)),
        data -> {
          requireFitting(data, length);
          return tokenPads ? data : Pkcs1Block.around(data, length);
        });
  }

  private static void requireFitting(byte[] data, int length) throws SignatureException {
    if (data.length > Pkcs1Block.room(length)) {
      throw new SignatureException(
          "NONEwithRSA signs at most " + Pkcs1Block.room(length) + " bytes with this key");
    }
  }

  @Override
  Verifier verifierFor(PublicKey key) throws InvalidKeyException {
    return key instanceof ManagedRsaPublicKey managed
        ? new VersionsVerifier(
            operations, managed, CallersDigest.unlimited(), Pkcs1BlockVerifier::verifies)
        : new Pkcs1BlockVerifier(key);
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException("NONEwithRSA takes no parameters");
    }
  }
}
