// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Makes an operation ready, through one provider, with session keys. */
final class Trials {
  private final Provider provider;
  private final BenchKeys keys;
  private final Map<BenchOperation, KeyPair> pairs = new EnumMap<>(BenchOperation.class);

  Trials(Provider provider) {
    this.provider = provider;
    this.keys = new BenchKeys(provider);
  }

  /**
   * The operation on that many bytes.
   *
   * @throws Trial.WrongResult if it does not do what it should
   */
  Trial of(BenchOperation operation, int size) throws GeneralSecurityException {
    byte[] data = new byte[size];
    new SecureRandom().nextBytes(data);
    return switch (operation) {
      case AES_GCM_ENCRYPT -> new GcmTrial(provider, keys.aes(), false, data);
      case AES_GCM_DECRYPT -> new GcmTrial(provider, keys.aes(), true, data);
      case RSA_2048_SIGN, RSA_3072_SIGN, ECDSA_P256_SIGN, ED25519_SIGN ->
          new SignatureTrial(provider, operation.algorithm(), pair(operation), data);
      case HMAC_SHA256 -> mac(operation.algorithm(), data);
      case AES_WRAP -> wrap(operation.algorithm());
      case RANDOM -> random(operation.algorithm(), size);
    };
  }

  private KeyPair pair(BenchOperation operation) throws GeneralSecurityException {
    KeyPair pair = pairs.get(operation);
    if (pair == null) {
      pair = keys.pair(operation);
      pairs.put(operation, pair);
    }
    return pair;
  }

  private Trial mac(String algorithm, byte[] message) throws GeneralSecurityException {
    SecretKey key = keys.hmac(algorithm);
    Mac mac = Mac.getInstance(algorithm, provider);
    mac.init(key);
    byte[] one = mac.doFinal(message);
    byte[] other = message.clone();
    other[0] ^= 1;
    Trial.require(
        Arrays.equals(one, mac.doFinal(message)) && !Arrays.equals(one, mac.doFinal(other)),
        algorithm + " is not the same for one message, or not another for another one");
    return () -> {
      Mac own = Mac.getInstance(algorithm, provider);
      return () -> {
        own.init(key);
        own.doFinal(message);
      };
    };
  }

  private Trial wrap(String algorithm) throws GeneralSecurityException {
    SecretKey wrapping = keys.aes();
    SecretKey wrapped = keys.wrappableAes();
    Cipher cipher = Cipher.getInstance(algorithm, provider);
    cipher.init(Cipher.WRAP_MODE, wrapping);
    byte[] bytes = cipher.wrap(wrapped);
    cipher.init(Cipher.UNWRAP_MODE, wrapping);
    SecretKey again = (SecretKey) cipher.unwrap(bytes, "AES", Cipher.SECRET_KEY);
    Trial.require(sameKey(wrapped, again), algorithm + " does not unwrap what it wrapped");
    return () -> {
      Cipher own = Cipher.getInstance(algorithm, provider);
      return () -> {
        own.init(Cipher.WRAP_MODE, wrapping);
        own.wrap(wrapped);
      };
    };
  }

  /** Whether two keys encrypt one block alike. */
  private boolean sameKey(SecretKey one, SecretKey other) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, one);
    byte[] block = cipher.doFinal(new byte[16]);
    cipher.init(Cipher.ENCRYPT_MODE, other);
    return Arrays.equals(block, cipher.doFinal(new byte[16]));
  }

  private Trial random(String algorithm, int size) throws GeneralSecurityException {
    SecureRandom random = SecureRandom.getInstance(algorithm, provider);
    byte[] one = new byte[size];
    byte[] other = new byte[size];
    random.nextBytes(one);
    random.nextBytes(other);
    Trial.require(!Arrays.equals(one, other), "the token's random bytes are the same twice");
    return () -> {
      SecureRandom own = SecureRandom.getInstance(algorithm, provider);
      byte[] bytes = new byte[size];
      return () -> own.nextBytes(bytes);
    };
  }
}
