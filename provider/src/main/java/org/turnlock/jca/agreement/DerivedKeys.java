// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.SecretKey;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.HmacKeyLengths;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.EncodedKey;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * What comes out of a key agreement: bytes, or a key in the private key's token.
 *
 * <p>A key as long as the secret never leaves the token. A shorter one is the secret's first bytes,
 * as in SunJCE and Bouncy Castle; PKCS#11 cuts at the other end, so the secret is read, cut here,
 * and put back. So is the secret for an HMAC whose keys the token wants longer.
 */
final class DerivedKeys {
  private static final int[] AES_BYTES = {32, 24, 16};

  private final JcaContext context;

  DerivedKeys(JcaContext context) {
    this.context = context;
  }

  /** The shared secret, for the caller to wipe. */
  byte[] value(TokenPrivateKey own, Derivation derivation) {
    return context.operations().deriveValue(own, derivation.mechanism(), derivation.bytes());
  }

  /**
   * A key that stays in the token.
   *
   * @param spec null for a session key with the safe attributes
   */
  SecretKey key(TokenPrivateKey own, Derivation derivation, String algorithm, TokenKeySpec spec)
      throws NoSuchAlgorithmException, InvalidKeyException {
    String name = jcaName(algorithm);
    int bytes = length(name, derivation.bytes(), spec);
    long keyType = SecretAlgorithms.keyTypeOf(name);
    NewKey description =
        spec == null
            ? NewKey.session(DefaultUsages.ofSecret(name))
            : spec.description(DefaultUsages.ofSecret(name));
    TokenKey key =
        bytes == derivation.bytes() && isLongEnough(own, name, bytes)
            ? context
                .operations()
                .derive(own, derivation.mechanism(), KeyOutcome.secret(keyType, bytes, description))
            : cut(own, derivation, bytes, name, description);
    return new TokenSecretKey(key, name);
  }

  /** Some tokens refuse short HMAC keys: those are padded on the way. */
  private static boolean isLongEnough(TokenPrivateKey own, String name, int bytes) {
    return HmacKeyLengths.hashOf(name) == null
        || bytes >= HmacKeyLengths.least(own.tokenKey().token(), name);
  }

  private TokenKey cut(
      TokenPrivateKey own, Derivation derivation, int bytes, String name, NewKey description)
      throws InvalidKeyException {
    Token token = own.tokenKey().token();
    byte[] secret = value(own, derivation);
    byte[] part = Arrays.copyOf(secret, bytes);
    try (EncodedKey.Secret passing = new EncodedKey.Secret(part, name)) {
      return KeyImport.described(token, passing, context.actions(), usages -> description);
    } finally {
      Arrays.fill(part, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static String jcaName(String algorithm) throws NoSuchAlgorithmException {
    String upper = algorithm.toUpperCase(Locale.ROOT);
    if (upper.equals("AES")) {
      return "AES";
    }
    if (upper.equals("GENERIC") || upper.equals("GENERIC SECRET")) {
      return SecretAlgorithms.GENERIC;
    }
    if (upper.startsWith("HMACSHA")) {
      return algorithm;
    }
    throw new NoSuchAlgorithmException(
        "a secret becomes an AES, Hmac* or Generic key, or a TlsPremasterSecret, not " + algorithm);
  }

  private static int length(String name, int secret, TokenKeySpec spec) throws InvalidKeyException {
    if (spec != null && spec.size().isPresent()) {
      int bits = spec.size().getAsInt();
      if (bits % Byte.SIZE != 0 || bits / Byte.SIZE > secret) {
        throw new InvalidKeyException(
            "the secret of " + secret * Byte.SIZE + " bits gives no key of " + bits + " bits");
      }
      return bits / Byte.SIZE;
    }
    if (!name.equals("AES")) {
      return secret;
    }
    for (int bytes : AES_BYTES) {
      if (bytes <= secret) {
        return bytes;
      }
    }
    throw new InvalidKeyException("the secret of " + secret + " bytes is too short for AES");
  }
}
