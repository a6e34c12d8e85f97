// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;

/** Which keys the AES ciphers take, and what they wrap and unwrap. */
class CipherKeyTest {
  private final TokenFixture fixture = new TokenFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/GCM/NoPadding",
        "AES/CBC/NoPadding",
        "AES/CTR/NoPadding",
        "AES/ECB/NoPadding"
      })
  void onlyAesKeysAreTaken(String transformation) throws Exception {
    Cipher cipher = Cipher.getInstance(transformation, fixture.provider);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, (Key) null))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "DESede")))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[15], "AES")))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, fixture.hmac(new byte[32])))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void namesWithLengthTakeKeysOfThatLengthOnly() throws Exception {
    Cipher cipher = Cipher.getInstance("AES_256/GCM/NoPadding", fixture.provider);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[16])))
        .isInstanceOf(InvalidKeyException.class);
    cipher.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[32]));
    assertThat(cipher.doFinal()).hasSize(16);
    Cipher byOid = Cipher.getInstance("2.16.840.1.101.3.4.1.46", fixture.provider);
    assertThat(byOid.getProvider()).isSameAs(fixture.provider);
  }

  @ParameterizedTest
  @MethodSource("wrappings")
  void softwareKeysAreWrappedAsTheirEncoding(String transformation) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    SecretKey secret = new SecretKeySpec(new byte[16], "AES");
    SecretKey key = fixture.aes(new byte[24]);
    for (Key subject : new Key[] {secret, pair.getPrivate(), pair.getPublic()}) {
      Cipher cipher = Cipher.getInstance(transformation, fixture.provider);
      cipher.init(Cipher.WRAP_MODE, key);
      byte[] wrapped = cipher.wrap(subject);
      cipher.init(Cipher.DECRYPT_MODE, key, cipher.getParameters());
      assertThat(cipher.doFinal(wrapped)).isEqualTo(subject.getEncoded());
    }
  }

  @ParameterizedTest
  @MethodSource("wrappings")
  void whatIsUnwrappedStaysInTheToken(String transformation) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    SecretKey key = fixture.aes(new byte[24]);
    SecretKey secret = new SecretKeySpec(new byte[32], "AES");
    SecretKey unwrapped = (SecretKey) wrapAndUnwrap(transformation, key, secret, Cipher.SECRET_KEY);
    requireHidden(unwrapped);
    assertThat(encrypted(unwrapped)).isEqualTo(encrypted(fixture.aes(new byte[32])));

    Key privateKey = wrapAndUnwrap(transformation, key, pair.getPrivate(), Cipher.PRIVATE_KEY);
    requireHidden(privateKey);
    Signature signature = Signature.getInstance("SHA256withECDSA", fixture.provider);
    signature.initSign((PrivateKey) privateKey);
    byte[] signed = signature.sign();
    Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
    verifier.initVerify(pair.getPublic());
    assertThat(verifier.verify(signed)).isTrue();

    Key publicKey = wrapAndUnwrap(transformation, key, pair.getPublic(), Cipher.PUBLIC_KEY);
    assertThat(publicKey).isEqualTo(pair.getPublic());
  }

  private Key wrapAndUnwrap(String transformation, SecretKey key, Key subject, int type)
      throws Exception {
    Cipher cipher = Cipher.getInstance(transformation, fixture.provider);
    cipher.init(Cipher.WRAP_MODE, key);
    byte[] wrapped = cipher.wrap(subject);
    cipher.init(Cipher.UNWRAP_MODE, key, cipher.getParameters());
    return cipher.unwrap(wrapped, subject.getAlgorithm(), type);
  }

  private byte[] encrypted(SecretKey key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(new byte[16]);
  }

  private static void requireHidden(Key key) {
    assertThat(key.getEncoded()).isNull();
    KeyAttributes attributes = ((TokenBackedKey) key).tokenKey().attributes();
    assertThat(attributes.resident()).isFalse();
    assertThat(attributes.sensitive()).isTrue();
    assertThat(attributes.extractable()).isFalse();
  }

  @Test
  void whatIsNoKeyOfTheNamedAlgorithmIsRefused() throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", fixture.provider);
    SecretKey key = fixture.aes(new byte[16]);
    cipher.init(Cipher.WRAP_MODE, key);
    byte[] wrapped = cipher.wrap(new SecretKeySpec(new byte[15], "AES"));
    cipher.init(Cipher.UNWRAP_MODE, key, cipher.getParameters());
    assertThatThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.unwrap(wrapped, "Blowfish", Cipher.SECRET_KEY))
        .isInstanceOf(NoSuchAlgorithmException.class);
    assertThatThrownBy(() -> cipher.unwrap(wrapped, "RSA", Cipher.PRIVATE_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.unwrap(wrapped, "RSA", Cipher.PUBLIC_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.unwrap(wrapped, "None", Cipher.PUBLIC_KEY))
        .isInstanceOf(NoSuchAlgorithmException.class);
  }

  static Stream<String> wrappings() {
    return Stream.of(
        "AES/GCM/NoPadding", "AES/CBC/PKCS5Padding", "AES/CTR/NoPadding", "AES/ECB/PKCS5Padding");
  }

  @Test
  void keysThatCannotLeaveTheirTokenAreNotWrapped() throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", fixture.provider);
    SecretKey key = fixture.aes(new byte[16]);
    cipher.init(Cipher.WRAP_MODE, key);
    assertThatThrownBy(() -> cipher.wrap(key)).isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void changedWrappedKeysAreRefused() throws Exception {
    SecretKey key = fixture.aes(new byte[16]);
    Cipher cbc = Cipher.getInstance("AES/CBC/PKCS5Padding", fixture.provider);
    cbc.init(Cipher.UNWRAP_MODE, key, new IvParameterSpec(new byte[16]));
    assertThatThrownBy(() -> cbc.unwrap(new byte[33], "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cbc.unwrap(new byte[32], "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding", fixture.provider);
    gcm.init(Cipher.WRAP_MODE, key);
    byte[] wrapped = gcm.wrap(new SecretKeySpec(new byte[16], "AES"));
    wrapped[0] ^= 1;
    gcm.init(Cipher.UNWRAP_MODE, key, gcm.getParameters());
    assertThatThrownBy(() -> gcm.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> gcm.unwrap(wrapped, "EC", Cipher.PRIVATE_KEY))
        .isInstanceOf(InvalidKeyException.class);
  }
}
