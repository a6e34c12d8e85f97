// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.jca.Hash;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * RSASSA-PSS (RFC 8017, section 8.1). Parameters may come before or after the key, not between two
 * pieces of a message.
 *
 * <p>Tokens refuse a mask hash other than the message's: such padding is done here, over the raw
 * RSA operation.
 */
public final class RsaPssSignatureSpi extends TokenSignatureSpi {
  private static final String ALGORITHM = "RSASSA-PSS";

  private PssParameters parameters;
  private TokenRsaPrivateKey key;

  private RsaPssSignatureSpi(JcaContext context, PssParameters parameters) {
    super(context);
    this.parameters = parameters;
  }

  /** RSASSA-PSS: the caller sets the parameters. */
  public static RsaPssSignatureSpi withoutParameters(JcaContext context) {
    return new RsaPssSignatureSpi(context, null);
  }

  /** SHA*withRSAandMGF1: one hash for everything, and a salt as long as its digest. */
  public static RsaPssSignatureSpi withDefaults(JcaContext context, Hash hash) {
    return new RsaPssSignatureSpi(context, PssParameters.of(hash));
  }

  @Override
  Signer signerFor(PrivateKey given) throws InvalidKeyException {
    TokenRsaPrivateKey rsa = RsaKeys.require(given);
    Signer signer = parameters == null ? null : signer(rsa, parameters);
    key = rsa;
    return signer;
  }

  private Signer signer(TokenRsaPrivateKey rsa, PssParameters pss) throws InvalidKeyException {
    int encodedLength = (rsa.getModulus().bitLength() - 1 + Byte.SIZE - 1) / Byte.SIZE;
    if (encodedLength < pss.minEncodedLength()) {
      throw new InvalidKeyException(
          "an RSA key of "
              + rsa.getModulus().bitLength()
              + " bits is too short for this digest and a salt of "
              + pss.spec().getSaltLength()
              + " bytes");
    }
    int length = RsaKeys.modulusBytes(rsa);
    boolean tokenPads = signs(rsa, Ckm.RSA_PKCS_PSS);
    if (signs(rsa, Ckm.RSA_X_509) && (!tokenPads || pss.hash() != pss.mgfHash())) {
      PssEncoding encoding = new PssEncoding(pss, rsa.getModulus().bitLength(), appRandom);
      return digestSigner(rsa, Mechanism.of(Ckm.RSA_X_509), pss, encoding::encode, length);
    }
    if (tokenPads) {
      return digestSigner(rsa, pss.mechanism(Ckm.RSA_PKCS_PSS), pss, digest -> digest, length);
    }
    return new MessageSigner(operations, rsa, pss.mechanism(pss.hash().rsaPss()), length);
  }

  private Signer digestSigner(
      TokenRsaPrivateKey rsa,
      Mechanism mechanism,
      PssParameters pss,
      DigestSigner.Form form,
      int length) {
    MessageDigest digest = SoftwarePeers.digest(pss.hash().digestName());
    return new DigestSigner(operations, rsa, mechanism, digest, form, length);
  }

  @Override
  Signer signer() throws SignatureException {
    if (parameters == null) {
      throw new SignatureException("RSASSA-PSS needs parameters: call setParameter first");
    }
    return super.signer();
  }

  @Override
  Signature verifierFor(PublicKey publicKey) throws InvalidKeyException {
    try {
      Signature verifier = SoftwarePeers.signature(ALGORITHM, "SunRsaSign");
      if (parameters != null) {
        verifier.setParameter(parameters.spec());
      }
      verifier.initVerify(publicKey);
      return verifier;
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new ProviderException("no software RSASSA-PSS for these parameters", e);
    }
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    PssParameters next = PssParameters.check(params);
    if (verifier() != null) {
      verifier().setParameter(next.spec());
    } else if (key != null) {
      replaceSigner(next);
    }
    parameters = next;
  }

  private void replaceSigner(PssParameters next) throws InvalidAlgorithmParameterException {
    try {
      if (parameters != null && signer().begun()) {
        throw new ProviderException("parameters cannot change in the middle of a message");
      }
      setSigner(signer(key, next));
    } catch (InvalidKeyException | SignatureException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    if (parameters == null) {
      return null;
    }
    try {
      AlgorithmParameters result = AlgorithmParameters.getInstance(ALGORITHM);
      result.init(parameters.spec());
      return result;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no AlgorithmParameters for RSASSA-PSS", e);
    }
  }
}
