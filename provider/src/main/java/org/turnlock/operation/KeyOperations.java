// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.VersionedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.Transfer;
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

  private final UseAudit audit;

  /** Of which nobody is told. */
  public KeyOperations() {
    this(UseAudit.NONE);
  }

  /** Of which {@code witness} is told. */
  public KeyOperations(Witness witness) {
    this(new UseAudit(witness, "", Map.of()));
  }

  private KeyOperations(UseAudit audit) {
    this.audit = audit;
  }

  /** The same, told as uses by an algorithm of the JCA. */
  public KeyOperations as(String algorithm) {
    return audit.isOn() ? new KeyOperations(audit.as(algorithm)) : this;
  }

  /** The same, where what is decrypted goes nowhere but into the encryption. */
  public KeyOperations reEncrypting() {
    return telling(UseAudit.RE_ENCRYPTION);
  }

  /** The same, where what is encrypted are new keys for data. */
  public KeyOperations generatingDataKeys() {
    return telling(UseAudit.DATA_KEYS);
  }

  private KeyOperations telling(Map<AuditAction, AuditAction> instead) {
    return audit.isOn() ? new KeyOperations(audit.telling(instead)) : this;
  }

  /**
   * See {@link KeyChoice#forNewWork}; a refusal is told.
   *
   * @throws InvalidKeyException if the key may not be used so now
   */
  public <K extends VersionedKey> K forNewWork(K key, KeyUsage use) throws InvalidKeyException {
    return choosing(key, use, () -> KeyChoice.forNewWork(key, use));
  }

  /**
   * See {@link KeyChoice#toBeWrapped}; a refusal is told.
   *
   * @throws InvalidKeyException if the key may not be used at all now
   */
  public <K extends VersionedKey> K toBeWrapped(K key) throws InvalidKeyException {
    return choosing(key, KeyUsage.WRAP, () -> KeyChoice.toBeWrapped(key));
  }

  /**
   * See {@link Candidates#of}; a refusal is told.
   *
   * @throws InvalidKeyException if the key may not be used so now
   */
  public <K extends VersionedKey> Candidates<K> candidates(K key, KeyUsage use)
      throws InvalidKeyException {
    return choosing(key, use, () -> Candidates.of(key, use));
  }

  /**
   * See {@link Candidates#theOnly}; a refusal is told.
   *
   * @throws InvalidKeyException if the key may not be used so now, or has several versions
   */
  public <K extends VersionedKey> Candidates<K> theOnly(K key, KeyUsage use, String form)
      throws InvalidKeyException {
    return choosing(key, use, () -> Candidates.theOnly(key, use, form));
  }

  /**
   * The choice of a key for a use, before there is anything to use it on.
   *
   * @param <T> what is chosen
   * @param <E> what else may come of it
   */
  @FunctionalInterface
  public interface Choice<T, E extends Exception> {
    /** Makes it, or refuses. */
    T make() throws E;
  }

  /** Makes a choice; a refusal is told. */
  public <T, E extends Exception> T choosing(VersionedKey key, KeyUsage use, Choice<T, E> choice)
      throws E {
    try {
      return choice.make();
    } catch (Throwable e) {
      if (e instanceof InvalidKeyException || e instanceof ManagedKeyException) {
        audit.refused(AuditedKey.named(key.source().name()), use, e);
      }
      throw e;
    }
  }

  /**
   * Tells that there is no key to choose, as it was refused by its name already.
   *
   * @param use null where it is not known what for
   */
  public void refused(AuditedKey key, KeyUsage use, Throwable why) {
    audit.refused(key, use, why);
  }

  /** See {@link org.turnlock.token.TokenCryptography#encrypt(TokenKey, Mechanism, Transfer)}. */
  public int encrypt(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    return encrypt(key, mechanism, Transfer.of(in, out));
  }

  /** See {@link org.turnlock.token.TokenCryptography#encrypt(TokenKey, Mechanism, Transfer)}. */
  public int encrypt(TokenBackedKey key, Mechanism mechanism, Transfer transfer) {
    return encrypt(key, mechanism, aad(mechanism), transfer);
  }

  /**
   * The same for a message of a format of our own.
   *
   * @param aad the caller's additional authenticated data, which the mechanism's holds among others
   */
  public int encrypt(TokenBackedKey key, Mechanism mechanism, byte[] aad, Transfer transfer) {
    int length = transfer.length();
    ToldUse told = audit.begin(AuditAction.ENCRYPT, key.source(), mechanism, length);
    try {
      told.with(aad);
      TokenKey target = admitted(key, KeyUsage.ENCRYPT, length, aad);
      int result = target.token().cryptography().encrypt(target, mechanism, transfer);
      told.done(result);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenCryptography#decrypt(TokenKey, Mechanism, Transfer)}. */
  public int decrypt(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    return decrypt(key, mechanism, Transfer.of(in, out));
  }

  /** See {@link org.turnlock.token.TokenCryptography#decrypt(TokenKey, Mechanism, Transfer)}. */
  public int decrypt(TokenBackedKey key, Mechanism mechanism, Transfer transfer) {
    return decrypt(key, mechanism, aad(mechanism), transfer);
  }

  /**
   * The same for a message of a format of our own.
   *
   * @param aad the caller's additional authenticated data, which the mechanism's holds among others
   */
  public int decrypt(TokenBackedKey key, Mechanism mechanism, byte[] aad, Transfer transfer) {
    int length = transfer.length();
    ToldUse told = audit.begin(AuditAction.DECRYPT, key.source(), mechanism, length);
    try {
      told.with(aad);
      TokenKey target = admitted(key, KeyUsage.DECRYPT, length, aad);
      int result = target.token().cryptography().decrypt(target, mechanism, transfer);
      told.done(result);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** Requires that what a use has given may be used now; a refusal is told. */
  public void goOn(TokenBackedKey key, KeyUsage use) {
    KeyGuard guard = key.source().guard();
    choosing(
        key,
        use,
        () -> {
          guard.beforeMore(use);
          return guard;
        });
  }

  /** See {@link org.turnlock.token.TokenCryptography#endParts}; no use of the key. */
  public void endParts(TokenBackedKey key, boolean encrypting, Mechanism next) {
    TokenKey target = key.tokenKey();
    target.token().cryptography().endParts(target, encrypting, next);
  }

  /** See {@link org.turnlock.token.TokenCryptography#sign}. */
  public int sign(TokenBackedKey key, Mechanism mechanism, ByteBuffer in, ByteBuffer out) {
    ToldUse told = audit.begin(signing(key), key.source(), mechanism, in.remaining());
    try {
      TokenKey target = admitted(key, KeyUsage.SIGN, in.remaining());
      int result = target.token().cryptography().sign(target, mechanism, in, out);
      told.done(result);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** Random bytes of the token that a key is in, for the caller to wipe. */
  public byte[] random(TokenBackedKey key, int bytes) {
    byte[] random = new byte[bytes];
    key.tokenKey().token().cryptography().random(ByteBuffer.wrap(random));
    return random;
  }

  /** See {@link org.turnlock.token.TokenCryptography#signs}. */
  public boolean signs(TokenBackedKey key, Mechanism mechanism) {
    return key.tokenKey().token().cryptography().signs(mechanism);
  }

  /** See {@link org.turnlock.token.TokenCryptography#beginSign}. */
  public TokenSigning beginSign(TokenBackedKey key, Mechanism mechanism) {
    ToldUse told = audit.begin(signing(key), key.source(), mechanism, -1);
    try {
      TokenKey target = admitted(key, KeyUsage.SIGN, 0);
      return new ToldSigning(target.token().cryptography().beginSign(target, mechanism), told);
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#wrap}. */
  public byte[] wrap(TokenBackedKey wrappingKey, Mechanism mechanism, TokenBackedKey key) {
    ToldUse told = audit.begin(AuditAction.WRAP, wrappingKey.source(), mechanism, -1);
    try {
      told.says("wrappedKey", key.source().name());
      TokenKey target = admitted(wrappingKey, KeyUsage.WRAP, 0);
      key.source().guard().beforeLeaving();
      byte[] result = target.token().wrapping().wrap(target, mechanism, key.tokenKey());
      told.done(result.length);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#wrapUnder}. */
  public byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenBackedKey key) {
    ToldUse told = audit.begin(AuditAction.WRAP, key.source(), mechanism, -1);
    try {
      told.says(
          "wrappedUnder", "a public key of " + wrappingKey.getModulus().bitLength() + " bits");
      key.source().guard().beforeLeaving();
      TokenKey target = key.tokenKey();
      byte[] result = target.token().wrapping().wrapUnder(wrappingKey, mechanism, target);
      told.done(result.length);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#unwrap}. */
  public TokenKey unwrap(
      TokenBackedKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    ToldUse told =
        audit.begin(AuditAction.UNWRAP, unwrappingKey.source(), mechanism, wrapped.length);
    try {
      told.makes(outcome.description());
      TokenKey target = admitted(unwrappingKey, KeyUsage.UNWRAP, wrapped.length);
      TokenKey result = target.token().wrapping().unwrap(target, mechanism, wrapped, outcome);
      told.done(-1);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#derive}. */
  public TokenKey derive(TokenBackedKey baseKey, Mechanism mechanism, KeyOutcome outcome) {
    ToldUse told = audit.begin(AuditAction.DERIVE, baseKey.source(), mechanism, -1);
    try {
      told.makes(outcome.description());
      TokenKey target = admitted(baseKey, KeyUsage.DERIVE, 0);
      TokenKey result = target.token().wrapping().derive(target, mechanism, outcome);
      told.done(-1);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#deriveValue}. */
  public byte[] deriveValue(TokenBackedKey baseKey, Mechanism mechanism, int bytes) {
    ToldUse told = audit.begin(AuditAction.DERIVE, baseKey.source(), mechanism, -1);
    try {
      TokenKey target = admitted(baseKey, KeyUsage.DERIVE, 0);
      byte[] result = target.token().wrapping().deriveValue(target, mechanism, bytes);
      told.done(result.length);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#decapsulate}. */
  public TokenKey decapsulate(
      TokenBackedKey key, Mechanism mechanism, byte[] encapsulation, KeyOutcome outcome) {
    ToldUse told =
        audit.begin(AuditAction.DECAPSULATE, key.source(), mechanism, encapsulation.length);
    try {
      told.makes(outcome.description());
      TokenKey target = admitted(key, KeyUsage.DECAPSULATE, encapsulation.length);
      TokenKey result =
          target.token().wrapping().decapsulate(target, mechanism, encapsulation, outcome);
      told.done(-1);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /** See {@link org.turnlock.token.TokenWrapping#decapsulateValue}. */
  public byte[] decapsulateValue(TokenBackedKey key, Mechanism mechanism, byte[] encapsulation) {
    ToldUse told =
        audit.begin(AuditAction.DECAPSULATE, key.source(), mechanism, encapsulation.length);
    try {
      TokenKey target = admitted(key, KeyUsage.DECAPSULATE, encapsulation.length);
      byte[] result = target.token().wrapping().decapsulateValue(target, mechanism, encapsulation);
      told.done(result.length);
      return result;
    } catch (RuntimeException | Error e) {
      told.failed(e);
      throw e;
    }
  }

  /**
   * What is done with the public half of a key.
   *
   * @param <E> what may be wrong with the signature or the key
   */
  @FunctionalInterface
  public interface Verification<E extends Exception> {
    /** Whether the signature is the key's. */
    boolean with(PublicKey key) throws E;
  }

  /**
   * Verifies a signature with the public half of one version.
   *
   * @param bytes of the message, as far as it is known
   */
  public <E extends Exception> boolean verify(
      ManagedPublicKey key, long bytes, Verification<E> verification) throws E {
    KeySource source = key.source();
    ToldUse told = audit.begin(AuditAction.VERIFY, source, null, bytes);
    boolean valid;
    try {
      source.guard().beforeUse(KeyUsage.VERIFY, bytes, NONE);
      valid = verification.with(source.publicKey());
    } catch (Throwable e) {
      told.failed(e);
      throw e;
    }
    told.verified(valid);
    return valid;
  }

  private static AuditAction signing(TokenBackedKey key) {
    if (!(key instanceof TokenSecretKey)) {
      return AuditAction.SIGN;
    }
    return key.source().isForVerifying() ? AuditAction.VERIFY_MAC : AuditAction.GENERATE_MAC;
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
