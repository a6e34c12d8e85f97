// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
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
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

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
      byte[] signature =
          key instanceof TokenBackedKey own
              ? sign(own, ec, digest)
              : sign((PrivateKey) key, digest);
      return signature == null || verifies(KeyCertificates.readable(certified), digest, signature);
    } catch (GeneralSecurityException | IOException e) {
      throw new KeyStoreException("cannot tell whether the certificate is for the key", e);
    }
  }

  private boolean canSign(TokenBackedKey key) {
    MechanismInfo ecdsa = context.token().mechanisms().get(Ckm.ECDSA);
    return ecdsa != null
        && ecdsa.has(Ckf.SIGN)
        && key.tokenKey().attributes().usages().contains(KeyUsage.SIGN);
  }

  /** A signature by the token; null if the key may not make one. */
  private byte[] sign(TokenBackedKey key, ECKey curve, byte[] digest) throws IOException {
    if (!canSign(key)) {
      return null;
    }
    BigInteger order = curve.getParams().getOrder();
    int half = (order.bitLength() + 7) / 8;
    byte[] halves = new byte[2 * half];
    try {
      context
          .operations()
          .sign(key, Mechanism.of(Ckm.ECDSA), ByteBuffer.wrap(digest), ByteBuffer.wrap(halves));
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.KEY_REFUSED
          || e.reason() == TokenException.Reason.UNSUPPORTED) {
        return null;
      }
      throw e;
    }
    return StandardDSAEncoding.INSTANCE.encode(
        order,
        new BigInteger(1, Arrays.copyOf(halves, half)),
        new BigInteger(1, Arrays.copyOfRange(halves, half, 2 * half)));
  }

  private static byte[] sign(PrivateKey key, byte[] digest) throws GeneralSecurityException {
    return withEither(
        signer -> {
          signer.initSign(key);
          signer.update(digest);
          return signer.sign();
        });
  }

  private static boolean verifies(PublicKey key, byte[] digest, byte[] signature)
      throws GeneralSecurityException {
    return withEither(
        verifier -> {
          verifier.initVerify(key);
          verifier.update(digest);
          return verifier.verify(signature);
        });
  }

  private interface Use<T> {
    T of(Signature signature) throws GeneralSecurityException;
  }

  /** By the JDK, or by Bouncy Castle on a curve that the JDK has dropped. */
  private static <T> T withEither(Use<T> use) throws GeneralSecurityException {
    try {
      return use.of(Signature.getInstance(RAW_ECDSA));
    } catch (GeneralSecurityException e) {
      return use.of(Signature.getInstance(RAW_ECDSA, SoftwarePeers.bouncyCastle()));
    }
  }
}
