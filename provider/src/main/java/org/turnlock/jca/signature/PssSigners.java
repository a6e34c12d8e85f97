// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.turnlock.jca.Hash;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * How a token makes an RSASSA-PSS signature: it pads; or the padding is done here over its raw RSA
 * operation, since tokens refuse a mask hash other than the message's, know few hashes, or few
 * salts; or it must have the message itself.
 */
final class PssSigners {
  private PssSigners() {}

  /**
   * @param digest of the message, if the token does not hash
   * @param hashesOnToken whether the token is to hash, if it pads
   */
  static Signer of(
      KeyOperations operations,
      TokenRsaPrivateKey key,
      PssParameters pss,
      MessageDigest digest,
      boolean hashesOnToken,
      SecureRandom random)
      throws InvalidKeyException {
    requireRoom(key, pss);
    int length = RsaKeys.modulusBytes(key);
    boolean tokenPads = TokenSignatureSpi.signs(key, Ckm.RSA_PKCS_PSS) && pads(key, pss);
    if (!tokenPads && TokenSignatureSpi.signs(key, Ckm.RSA_X_509)) {
      PssEncoding encoding = new PssEncoding(pss, key.getModulus().bitLength(), random);
      return new DigestSigner(
          new SigningKey(operations, key, Mechanism.of(Ckm.RSA_X_509), length),
          digest,
          encoding::encode);
    }
    if (pss.mgfHash().mgf() == Hash.NO_MECHANISM) {
      throw new InvalidKeyException(
          "PKCS#11 has no MGF1 with " + pss.mgfHash() + ", and the key's token no raw RSA");
    }
    if (hashesOnToken && TokenSignatureSpi.signs(key, pss.hash().rsaPss())) {
      Mechanism mechanism = pss.mechanism(pss.hash().rsaPss());
      return new MessageSigner(operations, key, mechanism, length);
    }
    Mechanism mechanism = pss.mechanism(Ckm.RSA_PKCS_PSS);
    return new DigestSigner(
        new SigningKey(operations, key, mechanism, length), digest, hashed -> hashed);
  }

  /** SHA-1 and SHA-2 with themselves are what tokens have; younger hashes some, which list them. */
  private static boolean pads(TokenRsaPrivateKey key, PssParameters pss) {
    if (pss.hash() != pss.mgfHash()) {
      return false;
    }
    boolean listed =
        pss.hash().compareTo(Hash.SHA512) <= 0 || TokenSignatureSpi.signs(key, pss.hash().rsaPss());
    return listed && key.tokenKey().token().mayTake(pss.mechanism(Ckm.RSA_PKCS_PSS));
  }

  private static void requireRoom(TokenRsaPrivateKey key, PssParameters pss)
      throws InvalidKeyException {
    int encodedLength = (key.getModulus().bitLength() - 1 + Byte.SIZE - 1) / Byte.SIZE;
    if (encodedLength < pss.minEncodedLength()) {
      throw new InvalidKeyException(
          "an RSA key of "
              + key.getModulus().bitLength()
              + " bits is too short for this digest and a salt of "
              + pss.spec().getSaltLength()
              + " bytes");
    }
  }
}
