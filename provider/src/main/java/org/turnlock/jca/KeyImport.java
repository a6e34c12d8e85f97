// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.operation.ActionAudit;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * Puts copies of software keys into a token, sensitive and not extractable: the one way in for
 * KeyStore, KeyFactory and SecretKeyFactory.
 */
public final class KeyImport {
  private static final String HMAC = "Hmac";

  private KeyImport() {}

  /** Imports a key as a session object. */
  public static TokenKey asSessionKey(Token token, Key software) throws InvalidKeyException {
    return described(token, software, ActionAudit.NONE, NewKey::session);
  }

  /**
   * Imports a key.
   *
   * @param actions tell of one that stays in the token
   * @param description what to make of it, given the usages that its algorithm needs
   */
  public static TokenKey described(
      Token token, Key software, ActionAudit actions, Function<Set<KeyUsage>, NewKey> description)
      throws InvalidKeyException {
    if (software instanceof TokenBackedKey) {
      throw new InvalidKeyException(
          "the key stays in another token than '"
              + token.description().label()
              + "', and its bytes cannot leave it");
    }
    if (software instanceof SecretKey secret) {
      String algorithm = secret.getAlgorithm();
      checkSecret(secret);
      NewKey wanted = description.apply(DefaultUsages.ofSecret(algorithm));
      long keyType = SecretAlgorithms.keyTypeOf(algorithm);
      SecretKey fitted =
          keyType == Ckk.GENERIC_SECRET ? HmacKeyLengths.fitted(token, secret, wanted) : secret;
      return actions.creating(
          wanted, algorithm, () -> token.objects().importKey(fitted, keyType, wanted));
    }
    if (software instanceof PrivateKey privateKey) {
      Set<KeyUsage> usages = DefaultUsages.ofPrivate(publicPart(privateKey));
      NewKey wanted = description.apply(usages);
      return actions.creating(
          wanted,
          privateKey.getAlgorithm(),
          () -> token.objects().importKey(privateKey, 0, wanted));
    }
    throw new InvalidKeyException(
        "only secret and private keys can be imported, not " + describe(software));
  }

  /** Whether a secret key of this JCA name can be imported. */
  static boolean takesSecret(String algorithm) {
    return algorithm.equalsIgnoreCase("AES")
        || algorithm.equalsIgnoreCase(SecretAlgorithms.CHACHA20)
        || SecretAlgorithms.isGeneric(algorithm)
        || isHmac(algorithm);
  }

  /**
   * What is public of a software private key.
   *
   * @throws InvalidKeyException if it cannot be imported
   */
  public static PublicPart publicPart(PrivateKey key) throws InvalidKeyException {
    PrivateKeyParts parts = PrivateKeyParts.of(key);
    parts.wipe();
    return parts.publicPart();
  }

  private static void checkSecret(SecretKey key) throws InvalidKeyException {
    String algorithm = key.getAlgorithm();
    if (!takesSecret(algorithm)) {
      throw new InvalidKeyException(
          "a secret key to import is AES, ChaCha20, Generic or for HMAC (HmacSHA256, ...), not "
              + algorithm);
    }
    if (!"RAW".equals(key.getFormat())) {
      throw new InvalidKeyException("the key's provider does not give its bytes: " + describe(key));
    }
    SoftwareKeyKinds.checkLength(key, SecretAlgorithms.keyTypeOf(algorithm));
  }

  private static boolean isHmac(String algorithm) {
    return algorithm.regionMatches(true, 0, HMAC, 0, HMAC.length())
        && Hash.named(algorithm.substring(HMAC.length())) != null;
  }

  /** The key in a form that gives its numbers, which a PKCS#8 encoding does on its own. */
  public static PrivateKey readable(PrivateKey key) throws InvalidKeyException {
    KeyFamily family = KeyFamily.of(publicPart(key));
    boolean tellsItsNumbers =
        key instanceof RSAPrivateKey || key instanceof ECPrivateKey || !family.isRsaOrEc();
    if (tellsItsNumbers) {
      return key;
    }
    try {
      return parse(family, new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(
          "the PKCS#8 encoding does not hold a whole key: " + describe(key), e);
    }
  }

  private static PrivateKey parse(KeyFamily family, PKCS8EncodedKeySpec spec)
      throws InvalidKeySpecException {
    try {
      return SoftwareKeyFactories.of(family.algorithm()).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return SoftwareKeyFactories.fallback(family.algorithm()).generatePrivate(spec);
    }
  }

  private static String describe(Key key) {
    return key.getAlgorithm() + " key of class " + key.getClass().getName();
  }
}
