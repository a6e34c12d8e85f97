// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.jca.Hash;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.ManagedRsaPublicKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * RSASSA-PSS (RFC 8017, section 8.1). Parameters may come before or after the key, not between two
 * pieces of a message.
 */
public final class RsaPssSignatureSpi extends TokenSignatureSpi {
  private static final String ALGORITHM = "RSASSA-PSS";

  private PssParameters parameters;
  private TokenRsaPrivateKey privateKey;
  private PublicKey publicKey;

  private RsaPssSignatureSpi(JcaContext context, PssParameters parameters) {
    super(context, Ckk.RSA);
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
    privateKey = rsa;
    publicKey = null;
    return signer;
  }

  private Signer signer(TokenRsaPrivateKey rsa, PssParameters pss) throws InvalidKeyException {
    return PssSigners.of(
        operations,
        rsa,
        pss,
        digest(pss.hash()),
        hashesOnToken(rsa, pss.hash().rsaPss(), Ckm.RSA_PKCS_PSS),
        appRandom);
  }

  @Override
  Signer signer() throws SignatureException {
    if (parameters == null) {
      throw new SignatureException("RSASSA-PSS needs parameters: call setParameter first");
    }
    return super.signer();
  }

  @Override
  Verifier verifierFor(PublicKey given) throws InvalidKeyException {
    Verifier verifier = verifier(given, parameters);
    publicKey = given;
    privateKey = null;
    return verifier;
  }

  private Verifier verifier(PublicKey key, PssParameters pss) throws InvalidKeyException {
    if (key instanceof ManagedRsaPublicKey managed && pss != null) {
      return new VersionsVerifier(
          operations,
          managed,
          digest(pss.hash()),
          (one, digest, signature) ->
              new PssBlockVerifier((RSAPublicKey) one, pss).verifies(digest, signature));
    }
    try {
      Signature signature = SoftwarePeers.signature(ALGORITHM, "SunRsaSign");
      if (pss != null) {
        signature.setParameter(pss.standardSpec());
      }
      return new SoftwareVerifier(signature, key);
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new ProviderException("no software RSASSA-PSS for these parameters", e);
    }
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    PssParameters next = PssParameters.check(params);
    try {
      if (parameters != null && begun()) {
        throw new ProviderException("parameters cannot change in the middle of a message");
      }
      if (privateKey != null) {
        setSigner(signer(privateKey, next));
      } else if (publicKey != null) {
        setVerifier(verifier(publicKey, next));
      }
    } catch (InvalidKeyException | SignatureException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
    parameters = next;
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
