// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenSigning;

/**
 * The one path of every key use: from a JCA key to its token. What must happen at each use
 * (resolving a version, policy, audit) happens here and nowhere else.
 */
public final class KeyOperations {
  private static final byte[] NONE = {};

  /** See {@link org.turnlock.token.TokenCryptography#encrypt}. */
  public int encrypt(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    return encrypt(key, mechanism, aad(mechanism), in, out);
  }

  /**
   * The same for a message of a format of our own.
   *
   * @param aad the caller's additional authenticated data, which the mechanism's holds among others
   */
  public int encrypt(
      TokenBackedKey key, Mechanism mechanism, byte[] aad, ByteBuffer in, ByteBuffer out) {
    TokenKey target = admitted(key, KeyUsage.ENCRYPT, in.remaining(), aad);
    return target.token().cryptography().encrypt(target, mechanism, in, out);
  }

  /** See {@link org.turnlock.token.TokenCryptography#decrypt}. */
  public int decrypt(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    return decrypt(key, mechanism, aad(mechanism), in, out);
  }

  /**
   * The same for a message of a format of our own.
   *
   * @param aad the caller's additional authenticated data, which the mechanism's holds among others
   */
  public int decrypt(
      TokenBackedKey key, Mechanism mechanism, byte[] aad, ByteBuffer in, ByteBuffer out) {
    TokenKey target = admitted(key, KeyUsage.DECRYPT, in.remaining(), aad);
    return target.token().cryptography().decrypt(target, mechanism, in, out);
  }

  /** See {@link org.turnlock.token.TokenCryptography#sign}. */
  public int sign(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    TokenKey target = admitted(key, KeyUsage.SIGN, in.remaining());
    return target.token().cryptography().sign(target, mechanism, in, out);
  }

  /** See {@link org.turnlock.token.TokenCryptography#signs}. */
  public boolean signs(TokenBackedKey key, Mechanism mechanism) {
    return key.tokenKey().token().cryptography().signs(mechanism);
  }

  /** See {@link org.turnlock.token.TokenCryptography#beginSign}. */
  public TokenSigning beginSign(TokenBackedKey key, Mechanism mechanism) {
    TokenKey target = admitted(key, KeyUsage.SIGN, 0);
    return target.token().cryptography().beginSign(target, mechanism);
  }

  /** See {@link org.turnlock.token.TokenWrapping#wrap}. */
  public byte[] wrap(TokenBackedKey wrappingKey, Mechanism mechanism, TokenBackedKey key) {
    TokenKey target = admitted(wrappingKey, KeyUsage.WRAP, 0);
    key.source().guard().beforeLeaving();
    return target.token().wrapping().wrap(target, mechanism, key.tokenKey());
  }

  /** See {@link org.turnlock.token.TokenWrapping#wrapUnder}. */
  public byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenBackedKey key) {
    key.source().guard().beforeLeaving();
    TokenKey target = key.tokenKey();
    return target.token().wrapping().wrapUnder(wrappingKey, mechanism, target);
  }

  /** See {@link org.turnlock.token.TokenWrapping#unwrap}. */
  public TokenKey unwrap(
      TokenBackedKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    TokenKey target = admitted(unwrappingKey, KeyUsage.UNWRAP, wrapped.length);
    return target.token().wrapping().unwrap(target, mechanism, wrapped, outcome);
  }

  /** See {@link org.turnlock.token.TokenWrapping#derive}. */
  public TokenKey derive(TokenBackedKey baseKey, Mechanism mechanism, KeyOutcome outcome) {
    TokenKey target = admitted(baseKey, KeyUsage.DERIVE, 0);
    return target.token().wrapping().derive(target, mechanism, outcome);
  }

  /** See {@link org.turnlock.token.TokenWrapping#deriveValue}. */
  public byte[] deriveValue(TokenBackedKey baseKey, Mechanism mechanism, int bytes) {
    TokenKey target = admitted(baseKey, KeyUsage.DERIVE, 0);
    return target.token().wrapping().deriveValue(target, mechanism, bytes);
  }

  /** See {@link org.turnlock.token.TokenWrapping#decapsulate}. */
  public TokenKey decapsulate(
      TokenBackedKey key, Mechanism mechanism, byte[] encapsulation, KeyOutcome outcome) {
    TokenKey target = admitted(key, KeyUsage.DECAPSULATE, encapsulation.length);
    return target.token().wrapping().decapsulate(target, mechanism, encapsulation, outcome);
  }

  /** See {@link org.turnlock.token.TokenWrapping#decapsulateValue}. */
  public byte[] decapsulateValue(TokenBackedKey key, Mechanism mechanism, byte[] encapsulation) {
    TokenKey target = admitted(key, KeyUsage.DECAPSULATE, encapsulation.length);
    return target.token().wrapping().decapsulateValue(target, mechanism, encapsulation);
  }

  /**
   * The public half of one version that is to verify a signature.
   *
   * @param bytes of the message, as far as it is known
   */
  public PublicKey verifying(ManagedPublicKey key, long bytes) {
    KeySource source = key.source();
    source.guard().beforeUse(KeyUsage.VERIFY, bytes, NONE);
    return source.publicKey();
  }

  /** The token's key, once what watches over the key has let it through. */
  private static TokenKey admitted(TokenBackedKey key, KeyUsage use, long bytes) {
    return admitted(key, use, bytes, NONE);
  }

  private static TokenKey admitted(TokenBackedKey key, KeyUsage use, long bytes, byte[] aad) {
    KeySource source = key.source();
    source.guard().beforeUse(use, bytes, aad);
    return source.tokenKey();
  }

  /** The additional authenticated data of an AEAD; empty for all other mechanisms. */
  private static byte[] aad(Mechanism mechanism) {
    MechanismParameters parameters = mechanism.parameters();
    if (parameters instanceof MechanismParameters.Gcm gcm) {
      return gcm.aad();
    }
    if (parameters instanceof MechanismParameters.Ccm ccm) {
      return ccm.aad();
    }
    return parameters instanceof MechanismParameters.ChaCha20Poly1305 chacha ? chacha.aad() : NONE;
  }
}
