// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;

/** Generated keys work, differ, and where they are opaque show nothing of themselves. */
public abstract class GeneratedKeyContract extends BackendContract {
  private static final byte[] MESSAGE = new byte[64];

  @ParameterizedTest
  @ValueSource(ints = {128, 192, 256})
  final void aesKeysOfEveryLength(int bits) throws Exception {
    KeyGenerator generator = backend().keyGenerator("AES");
    generator.init(bits);
    requireAes(generator.generateKey(), generator.generateKey());
  }

  @Test
  final void aesKeysWithoutInit() throws Exception {
    KeyGenerator generator = backend().keyGenerator("AES");
    requireAes(generator.generateKey(), generator.generateKey());
  }

  private void requireAes(SecretKey key, SecretKey other) throws Exception {
    requireOpaque(key, "AES");
    assumeOffered("AES/CBC/PKCS5Padding");
    Cipher cipher = backend().cipher("AES/CBC/PKCS5Padding");
    IvParameterSpec iv = new IvParameterSpec(new byte[16]);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    byte[] ciphertext = cipher.doFinal(MESSAGE);
    assertThat(ciphertext).hasSize(80);
    cipher.init(Cipher.DECRYPT_MODE, key, iv);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(MESSAGE);
    cipher.init(Cipher.ENCRYPT_MODE, other, iv);
    assertThat(cipher.doFinal(MESSAGE)).isNotEqualTo(ciphertext);
  }

  @Test
  final void wrongAesLengthsAreRefused() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    KeyGenerator generator = backend().keyGenerator("AES");
    for (int bits : new int[] {0, 1, 127, 512}) {
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> generator.init(bits));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512"})
  final void hmacKeys(String algorithm) throws Exception {
    assumeOffered(algorithm);
    KeyGenerator generator = backend().keyGenerator(algorithm);
    SecretKey key = generator.generateKey();
    requireOpaque(key, algorithm);
    Mac mac = backend().mac(algorithm);
    mac.init(key);
    byte[] value = mac.doFinal(MESSAGE);
    assertThat(mac.doFinal(MESSAGE)).isEqualTo(value);
    mac.init(generator.generateKey());
    assertThat(mac.doFinal(MESSAGE)).isNotEqualTo(value);
  }

  @Test
  final void rsaKeyPairs() throws Exception {
    KeyPairGenerator generator = backend().keyPairGenerator("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    requireOpaque(pair.getPrivate(), "RSA");
    assertThat(((RSAKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(((RSAKey) pair.getPrivate()).getModulus())
        .isEqualTo(((RSAKey) pair.getPublic()).getModulus());
    assertThat(pair.getPrivate() instanceof RSAPrivateKey)
        .isEqualTo(!backend().has(Feature.OPAQUE_KEYS));
    requireSigns(new SignatureKind("SHA256withRSA", Family.RSA_PKCS1), pair);

    Cipher encrypting = Reference.sunJce("RSA/ECB/PKCS1Padding");
    encrypting.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    Cipher decrypting = backend().cipher("RSA/ECB/PKCS1Padding");
    decrypting.init(Cipher.DECRYPT_MODE, pair.getPrivate());
    assertThat(decrypting.doFinal(encrypting.doFinal(MESSAGE))).isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, 256", "secp384r1, 384", "secp521r1, 521"})
  final void ecKeyPairs(String curve, int bits) throws Exception {
    KeyPairGenerator generator = backend().keyPairGenerator("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();
    requireOpaque(pair.getPrivate(), "EC");
    assertThat(((ECKey) pair.getPrivate()).getParams().getOrder().bitLength()).isEqualTo(bits);
    requireSigns(new SignatureKind("SHA256withECDSA", Family.ECDSA_DER), pair);
    generator.initialize(bits);
    KeyPair other = generator.generateKeyPair();
    assertThat(other.getPublic()).isNotEqualTo(pair.getPublic());
    assertThat(((ECKey) other.getPublic()).getParams().getOrder().bitLength()).isEqualTo(bits);
  }

  @Test
  final void unknownCurvesAreRefused() throws Exception {
    KeyPairGenerator generator = backend().keyPairGenerator("EC");
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> generator.initialize(new ECGenParameterSpec("no-such-curve")));
  }

  private void requireSigns(SignatureKind kind, KeyPair pair) throws Exception {
    Signature signature = backend().signature(kind.algorithm());
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    byte[] value = signature.sign();
    assertThat(pair.getPublic().getEncoded()).isNotNull();
    assertThat(SignatureReference.verify(kind, pair.getPublic(), null, MESSAGE, value))
        .isEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
  }

  private void requireOpaque(Key key, String algorithm) {
    assertThat(key.getAlgorithm()).isEqualToIgnoringCase(algorithm);
    if (backend().has(Feature.OPAQUE_KEYS)) {
      assertThat(key.getEncoded()).isNull();
      assertThat(key.getFormat()).isNull();
    } else {
      assertThat(key.getEncoded()).isNotNull();
      assertThat(key.getFormat()).isEqualTo(key instanceof PrivateKey ? "PKCS#8" : "RAW");
    }
  }

  @Test
  final void randomBytesDiffer() throws Exception {
    SecureRandom random = backend().secureRandom();
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    random.nextBytes(first);
    random.setSeed(new byte[] {1, 2, 3});
    random.nextBytes(second);
    assertThat(second).isNotEqualTo(first);
    random.nextBytes(new byte[0]);
    byte[] large = new byte[30_000];
    random.nextBytes(large);
    byte[] end = Arrays.copyOfRange(large, large.length - 32, large.length);
    assertThat(end).isNotEqualTo(new byte[32]);
    assertThat(random.generateSeed(16)).hasSize(16);
  }
}
