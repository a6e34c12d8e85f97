// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.UnwrappedKeys;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.jca.WrappableKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.Candidates;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * Keys that travel under RSA. A key that no program may see is wrapped and unwrapped by its token;
 * any other as the bytes that it is.
 */
final class RsaKeyWrapping {
  private final JcaContext context;
  private final RsaScheme scheme;
  private final RsaPrimitive primitive;

  RsaKeyWrapping(JcaContext context, RsaScheme scheme, RsaPrimitive primitive) {
    this.context = context;
    this.scheme = scheme;
    this.primitive = primitive;
  }

  byte[] wrap(Key key) throws InvalidKeyException, IllegalBlockSizeException {
    Key chosen = key instanceof TokenBackedKey own ? context.operations().toBeWrapped(own) : key;
    if (chosen instanceof TokenBackedKey own && leavesWrappedOnly(own.tokenKey().attributes())) {
      return wrapInToken(own);
    }
    byte[] encoded = WrappableKeys.encodingOf(chosen, context.operations());
    try {
      if (encoded.length > primitive.maxInput()) {
        throw new InvalidKeyException("the key is too long to be wrapped with this RSA key");
      }
      return primitive.apply(encoded);
    } catch (BadPaddingException e) {
      throw new InvalidKeyException("the key cannot be wrapped", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static boolean leavesWrappedOnly(KeyAttributes attributes) {
    return attributes.sensitive() && attributes.extractable();
  }

  private byte[] wrapInToken(TokenBackedKey key) throws InvalidKeyException {
    RSAPublicKey wrappingKey = primitive.publicKey();
    if (wrappingKey == null || !takes(key.tokenKey().token(), Ckf.WRAP)) {
      throw new InvalidKeyException(
          "the key leaves its token only if the token wraps it, which does not wrap under "
              + scheme
              + ": "
              + key);
    }
    try {
      return context.operations().wrapUnder(wrappingKey, scheme.mechanism(), key);
    } catch (TokenException e) {
      throw refused(e);
    }
  }

  Key unwrap(byte[] wrapped, UnwrappedKind kind)
      throws InvalidKeyException, NoSuchAlgorithmException {
    if (wrapped.length > primitive.maxInput()) {
      throw new InvalidKeyException("the wrapped key is too long for this RSA key");
    }
    Candidates<TokenRsaPrivateKey> keys = primitive.candidates();
    if (keys != null && kind.secret() && unwrapsInToken(keys.likeliest())) {
      Key inside = unwrapInToken(keys, wrapped, kind);
      if (inside != null) {
        return inside;
      }
    }
    byte[] encoded;
    try {
      encoded = primitive.apply(wrapped);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw wrong();
    }
    try {
      Token token = keys == null ? context.token() : keys.likeliest().tokenKey().token();
      return UnwrappedKeys.of(context.actions(), token, encoded, kind);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /**
   * Whether the token unwraps on its own: OAEP, of which it tells right or wrong only. What a token
   * does with wrong PKCS#1 v1.5 padding is its secret: it is asked only if there is no other way.
   */
  private boolean unwrapsInToken(TokenRsaPrivateKey key) {
    return key.tokenKey().attributes().usages().contains(KeyUsage.UNWRAP)
        && takes(key.tokenKey().token(), Ckf.UNWRAP)
        && (scheme.parameters() != null || !mayDecrypt(key));
  }

  private static boolean mayDecrypt(TokenRsaPrivateKey key) {
    return key.tokenKey().attributes().usages().contains(KeyUsage.DECRYPT);
  }

  /** The key; null if the token, asked, does not take the parameters, but decrypts. */
  private Key unwrapInToken(Candidates<TokenRsaPrivateKey> keys, byte[] wrapped, UnwrappedKind kind)
      throws InvalidKeyException {
    try {
      Optional<Key> key = keys.first(one -> unwrapInToken(one, wrapped, kind));
      if (key == null) {
        throw wrong();
      }
      return key.orElse(null);
    } catch (TokenException e) {
      throw refused(e);
    }
  }

  private Optional<Key> unwrapInToken(TokenRsaPrivateKey key, byte[] wrapped, UnwrappedKind kind)
      throws InvalidKeyException {
    if (wrapped.length > RsaKeys.modulusBytes(key)) {
      return null;
    }
    byte[] whole = RawScheme.aligned(wrapped, wrapped.length, RsaKeys.modulusBytes(key));
    try {
      TokenKey made = context.operations().unwrap(key, scheme.mechanism(), whole, kind.outcome());
      requireLength(made, kind);
      return Optional.of(new TokenSecretKey(made, kind.algorithm()));
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.UNSUPPORTED && mayDecrypt(key)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void requireLength(TokenKey made, UnwrappedKind kind) throws InvalidKeyException {
    if (made.attributes().bits() == 0) {
      return; // Not told: the token has seen to it that the key is one.
    }
    try {
      kind.requireLength(made.attributes());
    } catch (InvalidKeyException e) {
      made.token().objects().destroy(made);
      throw e;
    }
  }

  /** Says nothing of the cause: what differs between two wrong ciphertexts helps to decrypt. */
  private static InvalidKeyException wrong() {
    return new InvalidKeyException("unwrapping failed");
  }

  private static InvalidKeyException refused(TokenException e) {
    return switch (e.reason()) {
      case KEY_REFUSED, UNSUPPORTED, DATA_REJECTED -> new InvalidKeyException(e.getMessage(), e);
      default -> throw e;
    };
  }

  private boolean takes(Token token, long function) {
    MechanismInfo info = token.mechanisms().get(scheme.mechanism().type());
    return info != null && info.has(function) && scheme.takenBy(token);
  }
}
