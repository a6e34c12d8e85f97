// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys in the memory of the JVM: the JDK's providers, or Bouncy Castle, called directly. */
final class SoftwareBackend implements Backend {
  private final Function<String, Provider> providers;

  private SoftwareBackend(Function<String, Provider> providers) {
    this.providers = providers;
  }

  /** SunJCE, SunRsaSign, SunEC. */
  static Backend ofTheJdk() {
    return new SoftwareBackend(
        algorithm -> {
          if (algorithm.endsWith("RSA")) {
            return Security.getProvider("SunRsaSign");
          }
          boolean curve = algorithm.endsWith("ECDSA") || algorithm.matches("EC|Ed.*");
          return Security.getProvider(curve ? "SunEC" : "SunJCE");
        });
  }

  static Backend ofBouncyCastle() {
    Provider provider = new BouncyCastleProvider();
    return new SoftwareBackend(algorithm -> provider);
  }

  @Override
  public Cipher cipher(String transformation) throws GeneralSecurityException {
    return Cipher.getInstance(transformation, providers.apply(transformation));
  }

  @Override
  public Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(algorithm, providers.apply(algorithm));
  }

  @Override
  public Mac mac(String algorithm) throws GeneralSecurityException {
    return Mac.getInstance(algorithm, providers.apply(algorithm));
  }

  @Override
  public KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm, providers.apply(algorithm));
    pairs.initialize(parameters);
    return pairs.generateKeyPair();
  }

  @Override
  public SecretKey aesKey(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  @Override
  public SecretKey hmacKey(String algorithm, byte[] bytes) {
    return new SecretKeySpec(bytes, algorithm);
  }

  @Override
  public SecretKey wrappableKey(byte[] wrapped, SecretKey wrapping)
      throws GeneralSecurityException {
    Cipher cipher = cipher("AESWrap");
    cipher.init(Cipher.UNWRAP_MODE, wrapping);
    return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
  }

  @Override
  public KeyStore keyStore() {
    throw new UnsupportedOperationException("no token, no key store of one");
  }
}
