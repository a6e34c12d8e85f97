// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyAttributes;

/**
 * Keys that stay in the token leave it only wrapped, and only if they are extractable; what is
 * unwrapped stays in the token. SunJCE is the other side.
 */
public abstract class KeyWrapContract extends BackendContract {
  private static final String KW = "AES/KW/NoPadding";
  private static final String KWP = "AES/KWP/NoPadding";
  private static final TokenKeySpec EXTRACTABLE = TokenKeySpec.builder().extractable().build();

  private SecretTwin kek;
  private Random random;

  @BeforeAll
  final void importKek() throws GeneralSecurityException {
    random = seed().forCase("keys", 0);
    kek = SecretTwin.of(backend(), Messages.bytes(random, 32), "AES");
  }

  /** Whether this token wraps keys that are no multiple of 8 bytes long as RFC 5649 says. */
  protected boolean wrapsAnyLength() {
    return true;
  }

  private Provider provider() {
    return backend().providers().get(0);
  }

  private byte[] sunJce(String transformation, int mode, byte[] data)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation, "SunJCE");
    cipher.init(mode, kek.software());
    return cipher.doFinal(data);
  }

  private byte[] wrap(String transformation, Key key) throws GeneralSecurityException {
    Cipher cipher = backend().cipher(transformation);
    cipher.init(Cipher.WRAP_MODE, kek.underTest());
    return cipher.wrap(key);
  }

  private Key unwrap(
      String transformation, byte[] wrapped, String algorithm, int type, TokenKeySpec spec)
      throws GeneralSecurityException {
    Cipher cipher = backend().cipher(transformation);
    cipher.init(Cipher.UNWRAP_MODE, kek.underTest(), spec);
    return cipher.unwrap(wrapped, algorithm, type);
  }

  private static KeyAttributes attributes(Key key) {
    assertThat(key).isInstanceOf(TokenBackedKey.class);
    assertThat(key.getEncoded()).isNull();
    return ((TokenBackedKey) key).tokenKey().attributes();
  }

  @ParameterizedTest
  @ValueSource(strings = {KW, KWP})
  final void aSecretKeyGoesInAndOutAgain(String transformation) throws Exception {
    for (int length : new int[] {16, 24, 32}) {
      byte[] value = Messages.bytes(random, length);
      byte[] wrapped = sunJce(transformation, Cipher.ENCRYPT_MODE, value);
      Key key = unwrap(transformation, wrapped, "AES", Cipher.SECRET_KEY, EXTRACTABLE);
      assertThat(attributes(key).bits()).isEqualTo(8 * length);
      assertThat(attributes(key).extractable()).isTrue();
      assertThat(attributes(key).sensitive()).isTrue();
      assertThat(wrap(transformation, key)).isEqualTo(wrapped);
      requireAes(key, value);
    }
  }

  private void requireAes(Key key, byte[] value) throws GeneralSecurityException {
    Cipher cipher = backend().cipher("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    Cipher software = Cipher.getInstance("AES/ECB/NoPadding", "SunJCE");
    software.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(value, "AES"));
    assertThat(cipher.doFinal(new byte[16])).isEqualTo(software.doFinal(new byte[16]));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 31, 32, 48, 64, 65})
  final void macKeysOfAnyLengthGoIn(int length) throws Exception {
    byte[] value = Messages.bytes(random, length);
    byte[] wrapped = sunJce(KWP, Cipher.ENCRYPT_MODE, value);
    Key key = unwrap(KWP, wrapped, "HmacSHA1", Cipher.SECRET_KEY, EXTRACTABLE);
    assertThat(key.getAlgorithm()).isEqualTo("HmacSHA1");
    Mac mac = backend().mac("HmacSHA1");
    mac.init(key);
    Mac software = Mac.getInstance("HmacSHA1", "SunJCE");
    software.init(new SecretKeySpec(value, "HmacSHA1"));
    assertThat(mac.doFinal(value)).isEqualTo(software.doFinal(value));
    if (wrapsAnyLength()) {
      assertThat(wrap(KWP, key)).isEqualTo(wrapped);
    } else {
      assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> wrap(KWP, key));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {KW, KWP})
  final void generatedKeysLeaveOnlyIfExtractable(String transformation) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider());
    generator.init(EXTRACTABLE);
    SecretKey extractable = generator.generateKey();
    byte[] value = sunJce(transformation, Cipher.DECRYPT_MODE, wrap(transformation, extractable));
    requireAes(extractable, value);
    SecretKey hidden = KeyGenerator.getInstance("AES", provider()).generateKey();
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> wrap(transformation, hidden))
        .withMessageContaining("extractable");
  }

  @Test
  final void privateKeysGoInAndOutAgain() throws Exception {
    privateKey(SoftwareKeys.rsa(2048), "RSA", "SHA256withRSA");
    privateKey(SoftwareKeys.ec("secp256r1"), "EC", "SHA256withECDSA");
    privateKey(SoftwareKeys.ec("secp384r1"), "EC", "SHA256withECDSA");
  }

  private void privateKey(KeyPair pair, String algorithm, String signing) throws Exception {
    byte[] wrapped = sunJce(KWP, Cipher.ENCRYPT_MODE, pair.getPrivate().getEncoded());
    Key key = unwrap(KWP, wrapped, algorithm, Cipher.PRIVATE_KEY, EXTRACTABLE);
    assertThat(attributes(key).sensitive()).isTrue();
    requireSigns((PrivateKey) key, pair, signing);

    byte[] again = withoutZerosBehind(sunJce(KWP, Cipher.DECRYPT_MODE, wrap(KWP, key)));
    PrivateKey outside =
        KeyFactory.getInstance(algorithm, algorithm.equals("EC") ? "SunEC" : "SunRsaSign")
            .generatePrivate(new PKCS8EncodedKeySpec(again));
    requireSigns(backend().keys().privateKey(outside), pair, signing);

    Key back = unwrap(KWP, wrap(KWP, key), algorithm, Cipher.PRIVATE_KEY, null);
    assertThat(attributes(back).extractable()).isFalse();
    requireSigns((PrivateKey) back, pair, signing);
    assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> wrap(KWP, back));
  }

  /** SoftHSM's zeros, which newer JDKs do not take; on other tokens there must be none. */
  private byte[] withoutZerosBehind(byte[] pkcs8) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(pkcs8)) {
      byte[] first = in.readObject().getEncoded();
      byte[] behind = in.readAllBytes();
      assertThat(behind).hasSizeLessThan(wrapsAnyLength() ? 1 : 8);
      assertThat(behind).isEqualTo(new byte[behind.length]);
      return first;
    }
  }

  private void requireSigns(PrivateKey key, KeyPair pair, String signing) throws Exception {
    Signature signature = backend().signature(signing);
    signature.initSign(key);
    byte[] signed = signature.sign();
    Signature verifier = Signature.getInstance(signing);
    verifier.initVerify(pair.getPublic());
    assertThat(verifier.verify(signed)).isTrue();
  }

  @Test
  final void publicKeysComeBackInSoftware() throws Exception {
    KeyPair pair = SoftwareKeys.ec("secp256r1");
    byte[] wrapped = wrap(KWP, pair.getPublic());
    assertThat(unwrap(KWP, wrapped, "EC", Cipher.PUBLIC_KEY, null)).isEqualTo(pair.getPublic());
  }

  @Test
  final void aLabelKeepsTheUnwrappedKey() throws Exception {
    assume(Feature.KEY_STORE);
    byte[] value = Messages.bytes(random, 32);
    byte[] wrapped = sunJce(KW, Cipher.ENCRYPT_MODE, value);
    TokenKeySpec spec = TokenKeySpec.builder().label("unwrapped").build();
    Key key = unwrap(KW, wrapped, "AES", Cipher.SECRET_KEY, spec);
    assertThat(attributes(key).resident()).isTrue();
    assertThat(attributes(key).extractable()).isFalse();
    KeyStore keyStore = KeyStore.getInstance("Turnlock", provider());
    keyStore.load(null, null);
    requireAes(keyStore.getKey("unwrapped", null), value);
    keyStore.deleteEntry("unwrapped");
  }

  @Test
  final void withItsOwnIvAKeyIsUnwrappedByTheSameOnly() throws Exception {
    byte[] value = Messages.bytes(random, 32);
    IvParameterSpec iv = new IvParameterSpec(Messages.bytes(random, 8));
    Cipher software = Cipher.getInstance(KW, "SunJCE");
    software.init(Cipher.ENCRYPT_MODE, kek.software(), iv);
    byte[] wrapped = software.doFinal(value);
    TokenKeySpec spec = TokenKeySpec.builder().parameters(iv).build();
    requireAes(unwrap(KW, wrapped, "AES", Cipher.SECRET_KEY, spec), value);
    requireRefused(KW, wrapped, "AES", Cipher.SECRET_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {KW, KWP})
  final void everyChangedByteIsRefused(String transformation) throws Exception {
    byte[] wrapped = sunJce(transformation, Cipher.ENCRYPT_MODE, Messages.bytes(random, 32));
    for (int i = 0; i < wrapped.length; i++) {
      byte[] wrong = wrapped.clone();
      wrong[i] ^= 1;
      requireRefused(transformation, wrong, "AES", Cipher.SECRET_KEY);
      requireRefusedData(transformation, wrong);
    }
    for (int length = 0; length < wrapped.length; length += 4) {
      byte[] wrong = Arrays.copyOf(wrapped, length);
      requireRefused(transformation, wrong, "AES", Cipher.SECRET_KEY);
      requireRefusedData(transformation, wrong);
    }
    requireRefused(transformation, Arrays.copyOf(wrapped, 48), "AES", Cipher.SECRET_KEY);
  }

  /** A wrong length in front, or padding that is not zero: made with KW under another IV. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 24, 33, 40, -1, Integer.MIN_VALUE})
  final void aWrongLengthInsideIsRefused(int length) throws Exception {
    requireForgeryRefused(length, new byte[32]);
  }

  @Test
  final void paddingThatIsNotZeroIsRefused() throws Exception {
    for (int at = 25; at < 32; at++) {
      byte[] padded = new byte[32];
      padded[at] = 1;
      requireForgeryRefused(25, padded);
    }
  }

  private void requireForgeryRefused(int length, byte[] padded) throws Exception {
    byte[] iv = {
      (byte) 0xA6,
      0x59,
      0x59,
      (byte) 0xA6,
      (byte) (length >>> 24),
      (byte) (length >>> 16),
      (byte) (length >>> 8),
      (byte) length
    };
    Cipher software = Cipher.getInstance(KW, "SunJCE");
    software.init(Cipher.ENCRYPT_MODE, kek.software(), new IvParameterSpec(iv));
    byte[] forged = software.doFinal(padded);
    requireRefused(KWP, forged, "HmacSHA256", Cipher.SECRET_KEY);
    requireRefusedData(KWP, forged);
  }

  @Test
  final void whatIsNoSuchKeyIsRefused() throws Exception {
    byte[] wrapped = sunJce(KW, Cipher.ENCRYPT_MODE, new byte[40]);
    requireRefused(KW, wrapped, "AES", Cipher.SECRET_KEY);
    requireRefused(KW, wrapped, "RSA", Cipher.PRIVATE_KEY);
    byte[] ec =
        sunJce(KWP, Cipher.ENCRYPT_MODE, SoftwareKeys.ec("secp256r1").getPrivate().getEncoded());
    requireRefused(KWP, ec, "RSA", Cipher.PRIVATE_KEY);
    requireRefused(KWP, sunJce(KWP, Cipher.ENCRYPT_MODE, new byte[9]), "AES", Cipher.SECRET_KEY);
  }

  private void requireRefused(String transformation, byte[] wrapped, String algorithm, int type) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .as("%s", Outcome.show(wrapped))
        .isThrownBy(() -> unwrap(transformation, wrapped, algorithm, type, null));
  }

  private void requireRefusedData(String transformation, byte[] wrapped) throws Exception {
    Cipher cipher = backend().cipher(transformation);
    cipher.init(Cipher.DECRYPT_MODE, kek.underTest());
    assertThatExceptionOfType(IllegalBlockSizeException.class)
        .as("%s", Outcome.show(wrapped))
        .isThrownBy(() -> cipher.doFinal(wrapped));
  }

  @Test
  final void whatAnUnwrappedKeyIsToBeGoesWithUnwrappingOnly() throws Exception {
    Cipher cipher = backend().cipher(KW);
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> cipher.init(Cipher.WRAP_MODE, kek.underTest(), EXTRACTABLE));
  }

  @Test
  final void softwareKeysAreWrappedTheSameWay() throws Exception {
    SecretKey secret = new SecretKeySpec(Messages.bytes(random, 21), "HmacSHA256");
    assertThat(wrap(KWP, secret)).isEqualTo(sunJce(KWP, Cipher.ENCRYPT_MODE, secret.getEncoded()));
    assertThatExceptionOfType(IllegalBlockSizeException.class).isThrownBy(() -> wrap(KW, secret));
  }

  /** In other modes what cannot be read in clear is wrapped by the token, or not at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/CBC/NoPadding",
        "AES/CBC/PKCS5Padding",
        "AES/GCM/NoPadding",
        "AES/CTR/NoPadding"
      })
  final void otherModesWrapInTheTokenOrRefuse(String transformation) throws Exception {
    byte[] value = Messages.bytes(random, 32);
    Key key =
        unwrap(KW, sunJce(KW, Cipher.ENCRYPT_MODE, value), "AES", Cipher.SECRET_KEY, EXTRACTABLE);
    Cipher cipher = backend().cipher(transformation);
    cipher.init(Cipher.WRAP_MODE, kek.underTest());
    byte[] wrapped;
    try {
      wrapped = cipher.wrap(key);
    } catch (InvalidKeyException refused) {
      return;
    }
    Cipher software = Cipher.getInstance(transformation, "SunJCE");
    software.init(Cipher.DECRYPT_MODE, kek.software(), cipher.getParameters());
    assertThat(software.doFinal(wrapped)).isEqualTo(value);
  }
}
