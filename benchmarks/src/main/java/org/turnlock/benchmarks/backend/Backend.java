// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** What is measured: a provider with its token, or software without one. */
public interface Backend {
  /** A cipher of it. */
  Cipher cipher(String transformation) throws GeneralSecurityException;

  /** A cipher for the keys of {@link #keyStore}. */
  default Cipher storedKeysCipher(String transformation) throws GeneralSecurityException {
    return cipher(transformation);
  }

  /** A signature of it. */
  Signature signature(String algorithm) throws GeneralSecurityException;

  /** A MAC of it. */
  Mac mac(String algorithm) throws GeneralSecurityException;

  /** A new pair: session objects where the backend is a token. */
  KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException;

  /** An AES key with these bytes: a session object where the backend is a token. */
  SecretKey aesKey(byte[] bytes) throws GeneralSecurityException;

  /** An HMAC key with these bytes, as near to the token as the provider brings it. */
  SecretKey hmacKey(String algorithm, byte[] bytes) throws GeneralSecurityException;

  /**
   * An AES key that may be wrapped.
   *
   * @param wrapped its bytes under AES key wrap
   * @param wrapping the key that they were wrapped with, from {@link #aesKey}
   */
  SecretKey wrappableKey(byte[] wrapped, SecretKey wrapping) throws GeneralSecurityException;

  /** The token's key store, loaded. */
  KeyStore keyStore() throws GeneralSecurityException, IOException;
}
