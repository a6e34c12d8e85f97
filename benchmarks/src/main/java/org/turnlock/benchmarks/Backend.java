// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;

/** What is measured: a provider with its token, or the JDK's own software. */
interface Backend {
  Cipher cipher(String transformation) throws GeneralSecurityException;

  Signature signature(String algorithm) throws GeneralSecurityException;

  KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException;

  /** An AES key with these bytes: a session object where the backend is a token. */
  SecretKey aesKey(byte[] bytes) throws GeneralSecurityException;

  static Backend ofToken(Provider provider) {
    return new Backend() {
      @Override
      public Cipher cipher(String transformation) throws GeneralSecurityException {
        return Cipher.getInstance(transformation, provider);
      }

      @Override
      public Signature signature(String algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm, provider);
      }

      @Override
      public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm, provider);
      }

      @Override
      public SecretKey aesKey(byte[] bytes) throws GeneralSecurityException {
        SecretKey key =
            SecretKeyFactory.getInstance("AES", provider)
                .translateKey(new SecretKeySpec(bytes, "AES"));
        if (key instanceof SecretKeySpec) {
          throw new InvalidKeyException("the key has stayed outside the token");
        }
        return key;
      }
    };
  }

  static Backend ofTheJdk() {
    return new Backend() {
      @Override
      public Cipher cipher(String transformation) throws GeneralSecurityException {
        return Cipher.getInstance(transformation, "SunJCE");
      }

      @Override
      public Signature signature(String algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm, software(algorithm));
      }

      @Override
      public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm, software(algorithm));
      }

      @Override
      public SecretKey aesKey(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
      }
    };
  }

  /** The JDK's software provider of an RSA or EC algorithm. */
  static String software(String algorithm) {
    return algorithm.endsWith("RSA") ? "SunRsaSign" : "SunEC";
  }
}
