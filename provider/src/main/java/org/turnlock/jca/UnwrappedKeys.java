// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.EncodedKey;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * What {@code Cipher.unwrap} gives where the wrapped bytes were decrypted in Java: secret and
 * private keys go into the token of the key that unwrapped them, sensitive and not extractable;
 * public keys have nothing to hide and come back in software.
 *
 * <p>A private key's numbers pass through objects of the JDK that cannot be wiped.
 */
public final class UnwrappedKeys {
  private UnwrappedKeys() {}

  /**
   * The key that {@code encoded} stands for, made in {@code token} as {@code kind} says.
   *
   * @param actions tell of one that stays there
   * @param encoded the key's bytes, PKCS#8 or X.509; the caller wipes them
   * @throws InvalidKeyException if the bytes are no such key, or the token has no such keys
   */
  public static Key of(ActionAudit actions, Token token, byte[] encoded, UnwrappedKind kind)
      throws InvalidKeyException, NoSuchAlgorithmException {
    return switch (kind.type()) {
      case Cipher.SECRET_KEY -> secret(actions, token, encoded, kind);
      case Cipher.PRIVATE_KEY -> privateKey(actions, token, encoded, kind);
      default -> publicKey(encoded, kind.algorithm());
    };
  }

  private static Key secret(ActionAudit actions, Token token, byte[] encoded, UnwrappedKind kind)
      throws InvalidKeyException {
    if (encoded.length == 0) {
      throw new InvalidKeyException("what was unwrapped is empty");
    }
    try (EncodedKey.Secret passing = new EncodedKey.Secret(encoded, kind.algorithm())) {
      return new TokenSecretKey(imported(actions, token, passing, kind), kind.algorithm());
    }
  }

  private static Key privateKey(
      ActionAudit actions, Token token, byte[] encoded, UnwrappedKind kind)
      throws InvalidKeyException {
    try (EncodedKey.Private passing = new EncodedKey.Private(encoded, kind.algorithm())) {
      TokenKey made = imported(actions, token, passing, kind);
      if (!SoftwareKeyKinds.isOf(kind.algorithm(), made.attributes().keyType())) {
        destroy(actions, token, made);
        throw new InvalidKeyException("what was unwrapped is no key of " + kind.algorithm());
      }
      return Keys.of(made);
    }
  }

  private static void destroy(ActionAudit actions, Token token, TokenKey made) {
    KeyAttributes attributes = made.attributes();
    if (attributes.resident()) {
      actions.told(
          AuditAction.DELETE_OBJECT,
          new AuditedKey(attributes.label(), 0, attributes.id().toString()),
          notes -> {
            token.objects().destroy(made);
            return made;
          });
    } else {
      token.objects().destroy(made);
    }
  }

  private static TokenKey imported(
      ActionAudit actions, Token token, Key passing, UnwrappedKind kind)
      throws InvalidKeyException {
    try {
      return KeyImport.described(token, passing, actions, kind::description);
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.UNSUPPORTED
          || e.reason() == TokenException.Reason.DATA_REJECTED) {
        throw new InvalidKeyException("the token does not take the unwrapped key", e);
      }
      throw e;
    }
  }

  private static Key publicKey(byte[] encoded, String algorithm)
      throws InvalidKeyException, NoSuchAlgorithmException {
    try {
      return SoftwarePeers.keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("what was unwrapped is no public key of " + algorithm);
    }
  }
}
