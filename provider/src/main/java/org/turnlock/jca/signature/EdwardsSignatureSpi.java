// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.ManagedEdwardsPublicKey;
import org.turnlock.keys.TokenEdwardsPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;

/**
 * Ed25519 and Ed448 (RFC 8032): plain, and with a context or a hashed message where the key's token
 * can. Parameters stay until others are set; they may not change in the middle of a message.
 */
public final class EdwardsSignatureSpi extends TokenSignatureSpi {
  private static final int MAX_CONTEXT = 255;

  private final String curve;
  private EdDSAParameterSpec parameters = new EdDSAParameterSpec(false);
  private TokenEdwardsPrivateKey privateKey;
  private EdECPublicKey publicKey;

  /**
   * @param curve {@code Ed25519} or {@code Ed448}; null where keys of both are taken
   */
  public EdwardsSignatureSpi(JcaContext context, String curve) {
    super(context, Ckk.EC_EDWARDS);
    this.curve = curve;
  }

  @Override
  Signer signerFor(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof TokenEdwardsPrivateKey edwards)) {
      throw KeyRefusal.of(key, "an " + (curve == null ? "EdDSA" : curve) + " private key");
    }
    requireCurve(edwards.getParams());
    Signer signer = signer(edwards, parameters);
    privateKey = edwards;
    publicKey = null;
    return signer;
  }

  private Signer signer(TokenEdwardsPrivateKey key, EdDSAParameterSpec wanted)
      throws InvalidKeyException {
    Mechanism mechanism = EdwardsForm.mechanism(key.getParams(), wanted);
    if (!operations.signs(key, mechanism)) {
      throw new InvalidKeyException(
          "the key's token signs plain "
              + key.getParams().getName()
              + " only, with neither a context nor a hashed message");
    }
    return new WholeMessageSigner(
        new SigningKey(operations, key, mechanism, EdwardsForm.signatureBytes(key.getParams())));
  }

  private void requireCurve(NamedParameterSpec given) throws InvalidKeyException {
    if (given == null) {
      throw new InvalidKeyException("the EdDSA key does not tell its curve");
    }
    if (curve != null && !curve.equalsIgnoreCase(given.getName())) {
      throw new InvalidKeyException(
          "an " + curve + " key is needed, not one of " + given.getName());
    }
  }

  @Override
  Verifier verifierFor(PublicKey key) throws InvalidKeyException {
    EdECPublicKey edwards = key instanceof EdECPublicKey known ? known : decoded(key);
    requireCurve(edwards.getParams());
    Verifier verifier = verifierOf(edwards, parameters);
    publicKey = edwards;
    privateKey = null;
    return verifier;
  }

  private Verifier verifierOf(EdECPublicKey key, EdDSAParameterSpec wanted)
      throws InvalidKeyException {
    if (key instanceof ManagedEdwardsPublicKey managed) {
      return new VersionsVerifier(
          operations,
          managed,
          CallersDigest.unlimited(),
          (one, message, signature) -> {
            Verifier verifier = EdwardsVerifier.of((EdECPublicKey) one, wanted);
            verifier.update(message, 0, message.length);
            return verifier.verify(signature);
          });
    }
    return EdwardsVerifier.of(key, wanted);
  }

  private static EdECPublicKey decoded(PublicKey key) throws InvalidKeyException {
    byte[] encoded = "X.509".equals(key.getFormat()) ? key.getEncoded() : null;
    if (encoded == null) {
      throw new InvalidKeyException("an EdDSA public key is needed");
    }
    try {
      return (EdECPublicKey)
          SoftwarePeers.keyFactory("EdDSA").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | ClassCastException e) {
      throw new InvalidKeyException(
          "an EdDSA public key is needed, not one of " + key.getAlgorithm(), e);
    }
  }

  /** Takes an {@link EdDSAParameterSpec}; null changes nothing, as in the JDK. */
  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params == null) {
      return;
    }
    if (!(params instanceof EdDSAParameterSpec wanted)) {
      throw new InvalidAlgorithmParameterException("EdDSA takes an EdDSAParameterSpec or nothing");
    }
    if (wanted.getContext().map(context -> context.length).orElse(0) > MAX_CONTEXT) {
      throw new InvalidAlgorithmParameterException("an EdDSA context has at most 255 bytes");
    }
    requireBetweenMessages();
    try {
      if (privateKey != null) {
        setSigner(signer(privateKey, wanted));
      } else if (publicKey != null) {
        setVerifier(verifierOf(publicKey, wanted));
      }
    } catch (InvalidKeyException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
    parameters = wanted;
  }

  private void requireBetweenMessages() {
    try {
      if (begun()) {
        throw new InvalidParameterException("parameters cannot change in the middle of a message");
      }
    } catch (SignatureException e) {
      throw new ProviderException(e.getMessage(), e);
    }
  }
}
