// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;

/**
 * Whether a certificate is for a private key. RSA keys show it by their modulus. EC keys in a token
 * hide their point, so they sign a random digest, if they may sign at all.
 */
final class LeafCheck {
  private static final int DIGEST_BYTES = 32;
  private static final String RAW_ECDSA = "NONEwithECDSA";

  private final JcaContext context;

  LeafCheck(JcaContext context) {
    this.context = context;
  }

  /**
   * Checks a certificate that is to be stored.
   *
   * @param key a token's key, or a software key that gives its numbers
   * @throws KeyStoreException if the certificate is for another key
   */
  void check(PrivateKey key, PublicKey certified) throws KeyStoreException {
    if (!(key instanceof RSAKey) && !(key instanceof ECKey)) {
      throw new KeyStoreException("an RSA or EC key is wanted, not " + key.getAlgorithm());
    }
    if (!KeyCertificates.fits(key, certified) || !proved(key, certified)) {
      throw new KeyStoreException(
          "the certificate is for another key: its "
              + certified.getAlgorithm()
              + " public key does not fit the "
              + key.getAlgorithm()
              + " private key");
    }
  }

  private boolean proved(Key key, PublicKey certified) throws KeyStoreException {
    if (!(key instanceof ECKey ec)) {
      return true;
    }
    byte[] digest = new byte[DIGEST_BYTES];
    new SecureRandom().nextBytes(digest);
    try {
      if (key instanceof TokenBackedKey own) {
        return !canSign(own) || verifies(certified, digest, sign(own, ec, digest));
      }
      return verifies(certified, digest, sign((PrivateKey) key, digest));
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new KeyStoreException("cannot tell whether the certificate is for the key", e);
    }
  }

  private boolean canSign(TokenBackedKey key) {
    MechanismInfo ecdsa = context.token().mechanisms().get(Ckm.ECDSA);
    return ecdsa != null
        && ecdsa.has(Ckf.SIGN)
        && key.tokenKey().attributes().usages().contains(KeyUsage.SIGN);
  }

  private byte[] sign(TokenBackedKey key, ECKey curve, byte[] digest) throws java.io.IOException {
    BigInteger order = curve.getParams().getOrder();
    int half = (order.bitLength() + 7) / 8;
    ByteBuffer signature = ByteBuffer.allocate(2 * half);
    context.operations().sign(key, Mechanism.of(Ckm.ECDSA), ByteBuffer.wrap(digest), signature);
    byte[] halves = signature.array();
    return StandardDSAEncoding.INSTANCE.encode(
        order,
        new BigInteger(1, Arrays.copyOf(halves, half)),
        new BigInteger(1, Arrays.copyOfRange(halves, half, 2 * half)));
  }

  private static byte[] sign(PrivateKey key, byte[] digest) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(RAW_ECDSA);
    try {
      signer.initSign(key);
    } catch (InvalidKeyException e) {
      signer = Signature.getInstance(RAW_ECDSA, new BouncyCastleProvider());
      signer.initSign(key);
    }
    signer.update(digest);
    return signer.sign();
  }

  private static boolean verifies(PublicKey key, byte[] digest, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(RAW_ECDSA);
    try {
      verifier.initVerify(key);
    } catch (InvalidKeyException e) {
      verifier = Signature.getInstance(RAW_ECDSA, new BouncyCastleProvider());
      verifier.initVerify(key);
    }
    verifier.update(digest);
    return verifier.verify(signature);
  }
}
