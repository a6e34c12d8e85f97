// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts, and checks that decryption gives the same. */
final class CipherProbes {
  private static final int KIBIBYTE = 1024;
  private static final int SHORT = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Provider provider;
  private final ProbeKeys keys;
  private final SecureRandom random = new SecureRandom();

  CipherProbes(Provider provider, ProbeKeys keys) {
    this.provider = provider;
    this.keys = keys;
  }

  Probe of(String algorithm) throws Exception {
    return algorithm.startsWith("RSA") ? rsa(algorithm) : secret(algorithm);
  }

  private Probe secret(String algorithm) throws Exception {
    SecretKey key = key(algorithm);
    boolean wraps = algorithm.contains("/KW") || algorithm.contains("Wrap");
    byte[] data = new byte[wraps ? SHORT : KIBIBYTE];
    random.nextBytes(data);
    Cipher cipher = Cipher.getInstance(algorithm, provider);
    byte[] encrypted = encrypt(cipher, algorithm, key, data);
    AlgorithmParameters parameters = cipher.getParameters();
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    check(algorithm, data, cipher.doFinal(encrypted));
    return new Probe(
        "encrypt " + (wraps ? SHORT + " B" : "1 KiB"), () -> encrypt(cipher, algorithm, key, data));
  }

  private byte[] encrypt(Cipher cipher, String algorithm, SecretKey key, byte[] data)
      throws GeneralSecurityException {
    if (algorithm.contains("/CCM/")) {
      byte[] nonce = new byte[NONCE];
      random.nextBytes(nonce);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, key);
    }
    return cipher.doFinal(data);
  }

  private SecretKey key(String algorithm) throws GeneralSecurityException {
    if (algorithm.startsWith("ChaCha20")) {
      return keys.secret("ChaCha20", 0);
    }
    for (int bits : new int[] {128, 192, 256}) {
      if (algorithm.startsWith("AES_" + bits) || algorithm.endsWith("_" + bits)) {
        return keys.aes(bits);
      }
    }
    return keys.aes(256);
  }

  private Probe rsa(String algorithm) throws Exception {
    KeyPair pair = keys.pair("RSA");
    Cipher cipher = Cipher.getInstance(algorithm, provider);
    byte[] data = new byte[SHORT];
    random.nextBytes(data);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    AlgorithmParameters parameters = cipher.getParameters();
    byte[] encrypted = cipher.doFinal(data);
    cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), parameters);
    byte[] decrypted = cipher.doFinal(encrypted);
    check(
        algorithm, data, Arrays.copyOfRange(decrypted, decrypted.length - SHORT, decrypted.length));
    return new Probe(
        "decrypt",
        () -> {
          cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), parameters);
          cipher.doFinal(encrypted);
        });
  }

  private static void check(String algorithm, byte[] data, byte[] decrypted)
      throws Probe.WrongResultException {
    Probe.require(
        Arrays.equals(data, decrypted), algorithm + " does not decrypt what it encrypted");
  }
}
