// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** Session keys to try services with, made once each; they end with the provider's token. */
final class ProbeKeys {
  private final Provider provider;
  private final Map<String, Key> secrets = new HashMap<>();
  private final Map<String, KeyPair> pairs = new HashMap<>();

  ProbeKeys(Provider provider) {
    this.provider = provider;
  }

  /** An AES key of this many bits. */
  SecretKey aes(int bits) throws GeneralSecurityException {
    return secret("AES", bits);
  }

  /** A secret key of this many bits; 0 for the generator's own choice. */
  SecretKey secret(String algorithm, int bits) throws GeneralSecurityException {
    String name = algorithm + "-" + bits;
    SecretKey key = (SecretKey) secrets.get(name);
    if (key == null) {
      KeyGenerator generator = KeyGenerator.getInstance(algorithm, provider);
      if (bits > 0) {
        generator.init(bits);
      }
      key = generator.generateKey();
      secrets.put(name, key);
    }
    return key;
  }

  /** The first pair of an algorithm, as {@link #newPair} makes it. */
  KeyPair pair(String algorithm) throws GeneralSecurityException {
    KeyPair pair = pairs.get(algorithm);
    if (pair == null) {
      pair = newPair(algorithm);
      pairs.put(algorithm, pair);
    }
    return pair;
  }

  /** A pair: RSA of 2048 bits, EC on P-256, others as the token's generator has them. */
  KeyPair newPair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    switch (algorithm) {
      case "RSA", "DH" -> generator.initialize(2048);
      case "EC" -> generator.initialize(256);
      default -> {}
    }
    return generator.generateKeyPair();
  }
}
