// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.jca.Hash;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.ManagedRsaPublicKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** SHA*withRSA: RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2). */
public final class RsaPkcs1SignatureSpi extends TokenSignatureSpi {
  private final Hash hash;

  public RsaPkcs1SignatureSpi(JcaContext context, Hash hash) {
    super(context, Ckk.RSA);
    this.hash = hash;
  }

  @Override
  Signer signerFor(PrivateKey key) throws InvalidKeyException {
    TokenRsaPrivateKey rsa = RsaKeys.require(key);
    int length = RsaKeys.modulusBytes(rsa);
    if (Pkcs1Block.room(length) < hash.digestInfoOverhead() + hash.length()) {
      throw new InvalidKeyException(
          "an RSA key of "
              + rsa.getModulus().bitLength()
              + " bits is too short to sign a "
              + hash.digestName()
              + " digest");
    }
    if (!hashesOnToken(rsa, hash.rsaPkcs1(), Ckm.RSA_PKCS)) {
      return new DigestSigner(
          new SigningKey(operations, rsa, Mechanism.of(Ckm.RSA_PKCS), length),
          digest(hash),
          hash::digestInfo);
    }
    return new MessageSigner(operations, rsa, Mechanism.of(hash.rsaPkcs1()), length);
  }

  @Override
  Verifier verifierFor(PublicKey key) throws InvalidKeyException {
    if (key instanceof ManagedRsaPublicKey managed) {
      return new VersionsVerifier(
          operations,
          managed,
          digest(hash),
          (one, digest, signature) ->
              Pkcs1BlockVerifier.verifies(one, hash.digestInfo(digest), signature));
    }
    try {
      return new SoftwareVerifier(SoftwarePeers.signature(hash + "withRSA", "SunRsaSign"), key);
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software RSA signatures", e);
    }
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException(hash + "withRSA takes no parameters");
    }
  }
}
