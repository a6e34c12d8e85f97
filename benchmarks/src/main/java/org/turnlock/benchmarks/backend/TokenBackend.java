// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.provider.TurnlockProvider;

/** A token, through Turnlock or SunPKCS11. */
public final class TokenBackend implements Backend {
  private final Provider provider;
  private final Supplier<Provider> withKeyStore;
  private final char[] pin;

  /**
   * @param provider for keys that live in sessions
   * @param withKeyStore for those that stay: another slot of the module, where it has two
   * @param pin of the slot where keys stay
   */
  TokenBackend(Provider provider, Supplier<Provider> withKeyStore, String pin) {
    this.provider = provider;
    this.withKeyStore = withKeyStore;
    this.pin = pin.toCharArray();
  }

  /** A token of one slot; nobody is logged in before the first {@link #keyStore}. */
  public TokenBackend(Provider provider, String pin) {
    this(provider, () -> provider, pin);
  }

  /** The provider of session keys. */
  public Provider provider() {
    return provider;
  }

  /** Turnlock, with the slot where managed keys can be. */
  public TurnlockProvider turnlockWithKeyStore() {
    return (TurnlockProvider) withKeyStore.get();
  }

  @Override
  public Cipher cipher(String transformation) throws GeneralSecurityException {
    return Cipher.getInstance(transformation, provider);
  }

  @Override
  public Cipher storedKeysCipher(String transformation) throws GeneralSecurityException {
    return Cipher.getInstance(transformation, withKeyStore.get());
  }

  @Override
  public Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(algorithm, provider);
  }

  @Override
  public Mac mac(String algorithm) throws GeneralSecurityException {
    return Mac.getInstance(algorithm, provider);
  }

  @Override
  public KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm, provider);
    pairs.initialize(parameters);
    return pairs.generateKeyPair();
  }

  @Override
  public SecretKey aesKey(byte[] bytes) throws GeneralSecurityException {
    return imported("AES", bytes);
  }

  /** SunPKCS11 of JDK 17 has no factory: its Mac takes the bytes along, and caches an object. */
  @Override
  public SecretKey hmacKey(String algorithm, byte[] bytes) throws GeneralSecurityException {
    try {
      return imported(algorithm, bytes);
    } catch (NoSuchAlgorithmException e) {
      if (provider instanceof TurnlockProvider) {
        throw e;
      }
      return new SecretKeySpec(bytes, algorithm);
    }
  }

  private SecretKey imported(String algorithm, byte[] bytes) throws GeneralSecurityException {
    SecretKey key =
        SecretKeyFactory.getInstance(algorithm, provider)
            .translateKey(new SecretKeySpec(bytes, algorithm));
    if (key instanceof SecretKeySpec) {
      throw new InvalidKeyException("the key has stayed outside the token");
    }
    return key;
  }

  /** Unwrapped in the token; Turnlock wants to be told that it may leave again. */
  @Override
  public SecretKey wrappableKey(byte[] wrapped, SecretKey wrapping)
      throws GeneralSecurityException {
    Cipher cipher = cipher("AESWrap");
    AlgorithmParameterSpec extractable =
        provider instanceof TurnlockProvider ? TokenKeySpec.builder().extractable().build() : null;
    cipher.init(Cipher.UNWRAP_MODE, wrapping, extractable);
    return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
  }

  @Override
  public KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore keyStore = KeyStore.getInstance("PKCS11", withKeyStore.get());
    keyStore.load(null, pin);
    return keyStore;
  }
}
