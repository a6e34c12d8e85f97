// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Cipher;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/**
 * Which key a program expects of {@code Cipher.unwrap}.
 *
 * @param algorithm its JCA name
 * @param type Cipher.SECRET_KEY, PRIVATE_KEY or PUBLIC_KEY
 * @param spec what the key in the token is to be, as given to the cipher's init; null for a session
 *     key with the safe attributes
 */
public record UnwrappedKind(String algorithm, int type, TokenKeySpec spec) {
  private static final Set<Integer> AES_BITS = Set.of(128, 192, 256);
  private static final TokenKeySpec SAFE = TokenKeySpec.builder().build();

  /**
   * @throws NoSuchAlgorithmException if no token has secret keys of this name
   */
  public static UnwrappedKind of(String algorithm, int type, TokenKeySpec spec)
      throws InvalidKeyException, NoSuchAlgorithmException {
    if (type != Cipher.SECRET_KEY && type != Cipher.PRIVATE_KEY && type != Cipher.PUBLIC_KEY) {
      throw new InvalidKeyException("unknown type of wrapped key: " + type);
    }
    if (algorithm == null) {
      throw new NoSuchAlgorithmException("no algorithm given for the wrapped key");
    }
    if (type == Cipher.SECRET_KEY && !KeyImport.takesSecret(algorithm)) {
      throw new NoSuchAlgorithmException(
          "an unwrapped secret key stays in the token, which has no keys for " + algorithm);
    }
    return new UnwrappedKind(algorithm, type, spec == null ? SAFE : spec);
  }

  /** Whether it is a secret key. */
  public boolean secret() {
    return type == Cipher.SECRET_KEY;
  }

  /**
   * Fails for an AES key of a length that AES does not have: a token may take any.
   *
   * @param made what the token says of the key
   */
  public void requireLength(KeyAttributes made) throws InvalidKeyException {
    if (secret() && made.keyType() == Ckk.AES && !AES_BITS.contains(made.bits())) {
      throw new InvalidKeyException("what was unwrapped has not the length of an AES key");
    }
  }

  /** How the key is to be made. */
  public NewKey description(Set<KeyUsage> otherwise) {
    return spec.description(otherwise);
  }

  /** What the token's own unwrapping is to make; null where it is not asked to. */
  public KeyOutcome outcome() {
    if (secret()) {
      return KeyOutcome.secret(
          SecretAlgorithms.keyTypeOf(algorithm), description(DefaultUsages.ofSecret(algorithm)));
    }
    if (type != Cipher.PRIVATE_KEY) {
      return null;
    }
    return switch (algorithm.toUpperCase(Locale.ROOT)) {
      case "RSA", "RSASSA-PSS" -> KeyOutcome.privateKey(Ckk.RSA, description(DefaultUsages.RSA));
      case "EC", "ECDSA", "ECDH" -> KeyOutcome.privateKey(Ckk.EC, description(DefaultUsages.EC));
      // Others are read here: not every module that has them unwraps them.
      default -> null;
    };
  }
}
