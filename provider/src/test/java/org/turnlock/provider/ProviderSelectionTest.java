// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.TokenKeySpec;

/** Programs that name no provider: the key decides, wherever Turnlock stands in the list. */
class ProviderSelectionTest {
  private static final int FIRST = 1;
  private static final int LAST = 99;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final TokenFixture fixture = new TokenFixture();

  @AfterEach
  void unregister() {
    Security.removeProvider("Turnlock");
  }

  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void keysOfTheTokenAreUsedByTurnlock(int position) throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    KeyPair rsa = rsaPair();
    KeyPair ec = KeyPairGenerator.getInstance("EC", "SunEC").generateKeyPair();
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[16]));
    assertThat(gcm.getProvider()).isSameAs(fixture.provider);
    Cipher decryption = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    decryption.init(Cipher.DECRYPT_MODE, fixture.rsa(rsa));
    assertThat(decryption.getProvider()).isSameAs(fixture.provider);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(fixture.ec(ec));
    assertThat(signature.getProvider()).isSameAs(fixture.provider);
    Signature pss = Signature.getInstance("RSASSA-PSS");
    pss.initSign(fixture.rsa(rsa));
    pss.setParameter(PSS);
    assertThat(pss.getProvider()).isSameAs(fixture.provider);
    assertThat(pss.sign()).hasSize(256);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(fixture.hmac(new byte[32]));
    assertThat(mac.getProvider()).isSameAs(fixture.provider);
  }

  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void otherKeysAreUsedByOthers(int position) throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    SecretKey aes = new SecretKeySpec(new byte[16], "AES");
    KeyPair rsa = rsaPair();
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, aes);
    assertThat(gcm.getProvider().getName()).isEqualTo("SunJCE");
    Cipher encryption = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    encryption.init(Cipher.ENCRYPT_MODE, rsa.getPublic());
    assertThat(encryption.getProvider().getName()).isEqualTo("SunJCE");
    Signature signing = Signature.getInstance("SHA256withRSA");
    signing.initSign(rsa.getPrivate());
    assertThat(signing.getProvider().getName()).isEqualTo("SunRsaSign");
    Signature verification = Signature.getInstance("SHA256withRSA");
    verification.initVerify(rsa.getPublic());
    assertThat(verification.getProvider().getName()).isEqualTo("SunRsaSign");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    assertThat(mac.getProvider().getName()).isEqualTo("SunJCE");
  }

  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void defaultIvsAndRandomBytesComeWhateverThePosition(int position) throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    assertThat(bytes).isNotEqualTo(new byte[32]);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[16]));
    assertThat(cipher.getIV()).isNotEqualTo(new byte[16]);
  }

  /** JSSE of JDK 17 does this; any question before the key binds an object to its provider. */
  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void objectsThatWereAskedBeforeTheyHadAKeyLetTheKeyDecideAllTheSame(int position)
      throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    byte[] value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    Mac mac = Mac.getInstance("HmacSHA256");
    assertThat(mac.getMacLength()).isEqualTo(32);
    mac.init(new SecretKeySpec(value, "HmacSHA256"));
    byte[] right = mac.doFinal(value);
    if (position == FIRST) {
      mac.init(fixture.hmac(value));
      assertThat(mac.doFinal(value)).isEqualTo(right);
      mac.init(new SecretKeySpec(value, "HmacSHA256"));
      assertThat(mac.doFinal(value)).isEqualTo(right);
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    assertThat(cipher.getBlockSize()).isEqualTo(16);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(value, "AES"));
    Cipher jdk = Cipher.getInstance("AES/CBC/PKCS5Padding", "SunJCE");
    jdk.init(Cipher.DECRYPT_MODE, new SecretKeySpec(value, "AES"), cipher.getParameters());
    assertThat(jdk.doFinal(cipher.doFinal(value))).isEqualTo(value);
    KeyPair rsa = rsaPair();
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(PSS);
    assertThat(signature.getParameters()).isNotNull();
    signature.initSign(rsa.getPrivate());
    signature.update(value);
    byte[] signed = signature.sign();
    signature.initVerify(rsa.getPublic());
    signature.update(value);
    assertThat(signature.verify(signed)).isTrue();
    if (position == FIRST) {
      signature.initSign(fixture.rsa(rsa));
      signature.update(value);
      byte[] signedByToken = signature.sign();
      signature.initVerify(rsa.getPublic());
      signature.update(value);
      assertThat(signature.verify(signedByToken)).isTrue();
    }
    int wanted = position == FIRST ? 2 : 0;
    assertThat(fixture.token.imports()).as("imports by the test itself").isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void objectsThatHaveWorkedWithATokensKeyTakeNoSoftwareKeyIn(int position) throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[16]));
    int imports = fixture.token.imports();
    int calls = fixture.token.calls();
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[16], "AES"),
        new GCMParameterSpec(128, new byte[12]));
    assertThat(cipher.doFinal(new byte[3])).hasSize(19);
    assertThat(cipher.getProvider()).isSameAs(fixture.provider);
    assertThat(fixture.token.imports()).isEqualTo(imports);
    assertThat(fixture.token.calls()).isEqualTo(calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {FIRST, LAST})
  void generatorsWithoutAProvidersNameMakeKeysInTheTokenFromATokenKeySpecOnly(int position)
      throws Exception {
    Security.insertProviderAt(fixture.provider, position);
    KeyGenerator aes = KeyGenerator.getInstance("AES");
    assertThat(aes.generateKey().getEncoded()).isNotNull();
    aes.init(128);
    assertThat(aes.generateKey().getEncoded()).hasSize(16);
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    assertThat(ec.generateKeyPair().getPrivate().getEncoded()).isNotNull();
    KeyPairGenerator onCurve = KeyPairGenerator.getInstance("EC");
    onCurve.initialize(new ECGenParameterSpec("secp384r1"));
    assertThat(onCurve.generateKeyPair().getPrivate().getEncoded()).isNotNull();
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    assertThat(rsa.generateKeyPair().getPrivate().getEncoded()).isNotNull();

    KeyGenerator secret = KeyGenerator.getInstance("AES");
    secret.init(TokenKeySpec.builder().build());
    assertThat(secret.generateKey().getEncoded()).isNull();
    KeyPairGenerator inToken = KeyPairGenerator.getInstance("EC");
    inToken.initialize(TokenKeySpec.builder().build());
    assertThat(inToken.generateKeyPair().getPrivate().getEncoded()).isNull();

    KeyGenerator named = KeyGenerator.getInstance("AES", fixture.provider);
    assertThat(named.generateKey().getEncoded()).isNull();
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", "Turnlock");
    assertThat(pairs.generateKeyPair().getPrivate().getEncoded()).isNull();
  }

  private static KeyPair rsaPair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
