// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SoftwareKeyFactories;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenBackedKey;

/**
 * Whether a certificate is for a private key. RSA keys show it by their modulus. Other keys in a
 * token hide their public half, so they sign a random challenge, if they may sign at all; those
 * that may not are held to their curve, group or parameter set.
 */
final class LeafCheck {
  private static final int CHALLENGE_BYTES = 32;

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
    if (!KeyCertificates.fits(key, certified) || !proved(key, certified)) {
      throw new KeyStoreException(
          "the certificate is for another key: its "
              + certified.getAlgorithm()
              + " public key does not fit the "
              + key.getAlgorithm()
              + " private key");
    }
  }

  private boolean proved(PrivateKey key, PublicKey certified) throws KeyStoreException {
    ChallengeSignature form = ChallengeSignature.of(key);
    if (form == null) {
      return true;
    }
    byte[] challenge = new byte[CHALLENGE_BYTES];
    new SecureRandom().nextBytes(challenge);
    try {
      byte[] signature =
          key instanceof TokenBackedKey own
              ? form.byToken(context, own, challenge)
              : bySoftware(form.algorithm(), key, challenge);
      return signature == null || verifies(form.algorithm(), certified, challenge, signature);
    } catch (GeneralSecurityException | IOException e) {
      throw new KeyStoreException("cannot tell whether the certificate is for the key", e);
    }
  }

  private static byte[] bySoftware(String algorithm, PrivateKey key, byte[] challenge)
      throws GeneralSecurityException {
    return withEither(
        algorithm,
        signer -> {
          signer.initSign(key);
          signer.update(challenge);
          return signer.sign();
        });
  }

  private static boolean verifies(
      String algorithm, PublicKey certified, byte[] challenge, byte[] signature)
      throws GeneralSecurityException {
    PublicKey key = known(algorithm, certified);
    return withEither(
        algorithm,
        verifier -> {
          verifier.initVerify(key);
          verifier.update(challenge);
          return verifier.verify(signature);
        });
  }

  /** The key in a form that verifies: a JDK may read a certificate and not know its key's kind. */
  private static PublicKey known(String algorithm, PublicKey certified)
      throws GeneralSecurityException {
    return algorithm.equals(ChallengeSignature.ECDSA)
        ? KeyCertificates.readable(certified)
        : SoftwareKeyFactories.of(algorithm)
            .generatePublic(new X509EncodedKeySpec(certified.getEncoded()));
  }

  private interface Use<T> {
    T of(Signature signature) throws GeneralSecurityException;
  }

  /** By the JDK, or by Bouncy Castle on a curve that the JDK has dropped or a kind it lacks. */
  private static <T> T withEither(String algorithm, Use<T> use) throws GeneralSecurityException {
    try {
      return use.of(SoftwarePeers.signature(algorithm, "SunEC"));
    } catch (GeneralSecurityException e) {
      return use.of(Signature.getInstance(algorithm, SoftwarePeers.bouncyCastle()));
    }
  }
}
