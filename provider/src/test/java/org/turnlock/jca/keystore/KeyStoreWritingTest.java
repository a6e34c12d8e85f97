// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKeyPair;
import org.turnlock.token.software.SoftwareToken;

/** What a KeyStore makes of the keys and certificates that are set into it. */
class KeyStoreWritingTest extends KeyStoreContract {
  private static final byte[] AES_VALUE = new byte[32];
  private static final KeyPair CA = TestCertificates.ec();
  private static final X509Certificate CA_CERTIFICATE = TestCertificates.selfSigned("ca", CA);

  private KeyStore keyStore;

  @BeforeEach
  void load() throws Exception {
    Arrays.fill(AES_VALUE, (byte) 7);
    keyStore = TokenKeyStores.loaded(token);
  }

  private static Certificate[] chain(X509Certificate... certificates) {
    return certificates;
  }

  private static KeyAttributes attributes(Key key) {
    return ((TokenBackedKey) key).tokenKey().attributes();
  }

  private KeyStore loadedAgain() throws Exception {
    return TokenKeyStores.loaded(token);
  }

  private SecretKey sessionAes() throws Exception {
    return (SecretKey)
        Keys.of(
            token
                .objects()
                .generateSecretKey(Ckk.AES, 32, NewKey.session(DefaultUsages.ofSecret("AES"))));
  }

  @Test
  void sessionKeyBecomesATokenObjectOfTheSameValue() throws Exception {
    SecretKey session = sessionAes();
    keyStore.setKeyEntry("data", session, null, null);

    Key stored = loadedAgain().getKey("data", null);
    assertThat(attributes(stored).resident()).isTrue();
    assertThat(attributes(stored).id().isNone()).isFalse();
    assertThat(attributes(stored).sensitive()).isTrue();
    assertThat(attributes(stored).extractable()).isFalse();
    assertThat(encrypt(stored)).isEqualTo(encrypt(session));
  }

  private byte[] encrypt(Key key) {
    ByteBuffer out = ByteBuffer.allocate(16);
    token
        .cryptography()
        .encrypt(
            ((TokenBackedKey) key).tokenKey(),
            Mechanism.withIv(Ckm.AES_CBC, new byte[16]),
            ByteBuffer.allocate(16),
            out);
    return out.array();
  }

  @Test
  void softwareSecretKeyIsImportedSensitiveAndNotExtractable() throws Exception {
    keyStore.setEntry(
        "imported",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(AES_VALUE, "AES")),
        new KeyStore.PasswordProtection("ignored".toCharArray()));

    Key stored = loadedAgain().getKey("imported", null);
    assertThat(attributes(stored).sensitive()).isTrue();
    assertThat(attributes(stored).extractable()).isFalse();
    Cipher reference = Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
    reference.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(AES_VALUE, "AES"),
        new IvParameterSpec(new byte[16]));
    assertThat(encrypt(stored)).isEqualTo(reference.doFinal(new byte[16]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512"})
  void hmacKeyReadsBackUnderItsName(String algorithm) throws Exception {
    int bytes = algorithm.equals("HmacSHA1") ? 20 : Integer.parseInt(algorithm.substring(7)) / 8;
    keyStore.setKeyEntry("mac", new SecretKeySpec(new byte[bytes], algorithm), null, null);
    assertThat(loadedAgain().getKey("mac", null).getAlgorithm()).isEqualTo(algorithm);
  }

  @Test
  void otherSecretKeysAreRefusedByName() {
    assertThatThrownBy(
            () ->
                keyStore.setKeyEntry("des", new SecretKeySpec(new byte[24], "DESede"), null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("DESede")
        .hasMessageContaining("HmacSHA256");
    assertThatThrownBy(
            () -> keyStore.setKeyEntry("aes", new SecretKeySpec(new byte[20], "AES"), null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("16, 24 or 32");
  }

  @Test
  void sessionKeyPairKeepsItsChain() throws Exception {
    for (TokenKeyPair pair :
        new TokenKeyPair[] {
          token
              .objects()
              .generateRsaKeyPair(
                  2048,
                  java.security.spec.RSAKeyGenParameterSpec.F4,
                  NewKey.session(DefaultUsages.RSA)),
          token
              .objects()
              .generateEcKeyPair(CurveCodec.encode("secp384r1"), NewKey.session(DefaultUsages.EC))
        }) {
      String alias = pair.publicKey().getAlgorithm();
      X509Certificate leaf =
          TestCertificates.certificate("leaf", pair.publicKey(), "ca", CA.getPrivate());
      keyStore.setKeyEntry(
          alias, Keys.of(pair.privateKey()), "ignored".toCharArray(), chain(leaf, CA_CERTIFICATE));

      KeyStore again = loadedAgain();
      assertThat(attributes(again.getKey(alias, null)).resident()).isTrue();
      assertThat(again.getCertificateChain(alias)).containsExactly(leaf, CA_CERTIFICATE);
    }
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactlyInAnyOrder("RSA", "EC");
    assertThat(token.objects().certificates())
        .filteredOn(one -> one.certificate().equals(CA_CERTIFICATE))
        .hasSize(1);
  }

  @Test
  void softwareKeyPairsAreImported() throws Exception {
    for (KeyPair pair : new KeyPair[] {TestCertificates.rsa(), TestCertificates.ec("secp521r1")}) {
      String alias = pair.getPublic().getAlgorithm();
      X509Certificate leaf = TestCertificates.selfSigned(alias, pair);
      keyStore.setEntry(
          alias,
          new KeyStore.PrivateKeyEntry(pair.getPrivate(), chain(leaf)),
          new KeyStore.PasswordProtection(null));

      Key stored = loadedAgain().getKey(alias, null);
      assertThat(stored).isInstanceOf(PrivateKey.class);
      assertThat(stored.getEncoded()).isNull();
      assertThat(attributes(stored).sensitive()).isTrue();
      assertThat(attributes(stored).extractable()).isFalse();
    }
  }

  @Test
  void keysOnCurvesThatTheJdkLacksKeepTheirChain() throws Exception {
    TokenKeyPair pair =
        token
            .objects()
            .generateEcKeyPair(CurveCodec.encode("secp256k1"), NewKey.session(DefaultUsages.EC));
    X509Certificate leaf =
        TestCertificates.certificate("leaf", pair.publicKey(), "ca", CA.getPrivate());
    keyStore.setKeyEntry("koblitz", Keys.of(pair.privateKey()), null, chain(leaf, CA_CERTIFICATE));
    assertThat(loadedAgain().getCertificateChain("koblitz")).containsExactly(leaf, CA_CERTIFICATE);

    TokenKeyPair other =
        token
            .objects()
            .generateEcKeyPair(CurveCodec.encode("secp256k1"), NewKey.session(DefaultUsages.EC));
    Key otherKey = Keys.of(other.privateKey());
    assertThatThrownBy(() -> keyStore.setKeyEntry("other", otherKey, null, chain(leaf)))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void keyThatMayNotSignIsCheckedByItsCurveOnly() throws Exception {
    TokenKeyPair pair =
        token
            .objects()
            .generateEcKeyPair(
                CurveCodec.encode("secp256r1"), NewKey.session(Set.of(KeyUsage.DERIVE)));
    X509Certificate leaf =
        TestCertificates.certificate("leaf", pair.publicKey(), "ca", CA.getPrivate());
    keyStore.setKeyEntry("agree", Keys.of(pair.privateKey()), null, chain(leaf));
    assertThat(loadedAgain().getCertificateChain("agree")).containsExactly(leaf);

    KeyPair otherCurve = TestCertificates.ec("secp384r1");
    Key key = keyStore.getKey("agree", null);
    assertThatThrownBy(
            () ->
                keyStore.setKeyEntry(
                    "agree", key, null, chain(TestCertificates.selfSigned("x", otherCurve))))
        .isInstanceOf(KeyStoreException.class);
  }

  @Test
  void missingKeysAndCertificatesAreRefused() {
    assertThatThrownBy(() -> keyStore.setKeyEntry("none", null, null, null))
        .isInstanceOf(KeyStoreException.class);
    assertThatThrownBy(() -> keyStore.setCertificateEntry("none", null))
        .isInstanceOf(KeyStoreException.class);
    assertThatThrownBy(
            () -> keyStore.setKeyEntry(null, new SecretKeySpec(AES_VALUE, "AES"), null, null))
        .isInstanceOf(KeyStoreException.class);
  }

  @Test
  void certificateOfAnotherKeyIsRefusedAndNothingStaysBehind() throws Exception {
    X509Certificate ofOther = TestCertificates.selfSigned("other", TestCertificates.ec());
    Key session =
        Keys.of(
            token
                .objects()
                .generateEcKeyPair(CurveCodec.encode("secp256r1"), NewKey.session(DefaultUsages.EC))
                .privateKey());
    for (Key key :
        new Key[] {
          session, TestCertificates.ec().getPrivate(), TestCertificates.rsa().getPrivate()
        }) {
      assertThatThrownBy(() -> keyStore.setKeyEntry("signer", key, null, chain(ofOther)))
          .isInstanceOf(KeyStoreException.class)
          .hasMessageContaining("another key");
    }
    X509Certificate rsa = TestCertificates.selfSigned("rsa", TestCertificates.rsa());
    assertThatThrownBy(
            () ->
                keyStore.setKeyEntry(
                    "signer", TestCertificates.rsa().getPrivate(), null, chain(rsa)))
        .isInstanceOf(KeyStoreException.class);
    assertThat(token.objects().keys()).isEmpty();
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void keysOfAnotherTokenAreRefused() throws Exception {
    try (Token other = SoftwareToken.inMemory()) {
      Key foreign =
          Keys.of(
              other
                  .objects()
                  .generateSecretKey(Ckk.AES, 16, NewKey.session(DefaultUsages.ofSecret("AES"))));
      assertThatThrownBy(() -> keyStore.setKeyEntry("foreign", foreign, null, null))
          .isInstanceOf(KeyStoreException.class)
          .hasMessageContaining("another token");
    }
  }

  @Test
  void wrappedBytesAndOddEntriesAreRefused() {
    assertThatThrownBy(() -> keyStore.setKeyEntry("bytes", new byte[8], null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("Key itself");
    assertThatThrownBy(
            () ->
                keyStore.setKeyEntry(
                    "aes", new SecretKeySpec(AES_VALUE, "AES"), null, chain(CA_CERTIFICATE)))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("no certificate chain");
    assertThatThrownBy(() -> keyStore.setEntry("x", new KeyStore.Entry() {}, null))
        .isInstanceOf(KeyStoreException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "payments@3", "@", "half \ud800"})
  void newAliasesHaveANameWithoutAt(String alias) {
    assertThatThrownBy(
            () -> keyStore.setKeyEntry(alias, new SecretKeySpec(AES_VALUE, "AES"), null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("alias");
    assertThatThrownBy(() -> keyStore.setCertificateEntry(alias, CA_CERTIFICATE))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("alias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ключ", "鍵", "clé à molette", "مفتاح", "🔑", "with space", "a/b#c"})
  void aliasesAreInAnyLanguage(String alias) throws Exception {
    keyStore.setKeyEntry(alias, new SecretKeySpec(AES_VALUE, "AES"), null, null);
    keyStore.setKeyEntry(alias + "2", new SecretKeySpec(AES_VALUE, "AES"), null, null);
    KeyStore again = loadedAgain();
    assertThat(TokenKeyStores.aliases(again)).containsExactlyInAnyOrder(alias, alias + "2");
    assertThat(again.getKey(alias, null)).isNotNull();
    again.deleteEntry(alias);
    assertThat(TokenKeyStores.aliases(loadedAgain())).containsExactly(alias + "2");
  }

  @Test
  void aliasesThatDifferInCaseAreTwo() throws Exception {
    keyStore.setKeyEntry("Key", sessionAes(), null, null);
    keyStore.setKeyEntry("key", sessionAes(), null, null);
    assertThat(loadedAgain().size()).isEqualTo(2);
    assertThat(loadedAgain().getKey("Key", null)).isNotEqualTo(loadedAgain().getKey("key", null));
  }

  @Test
  void trustedCertificatesAreSetReplacedAndDeleted() throws Exception {
    X509Certificate second = TestCertificates.selfSigned("second", TestCertificates.ec());
    keyStore.setEntry("trusted", new KeyStore.TrustedCertificateEntry(CA_CERTIFICATE), null);
    assertThat(loadedAgain().isCertificateEntry("trusted")).isTrue();
    keyStore.setCertificateEntry("trusted", CA_CERTIFICATE);
    assertThat(token.objects().certificates()).hasSize(1);

    keyStore.setCertificateEntry("trusted", second);
    assertThat(loadedAgain().getCertificate("trusted")).isEqualTo(second);
    assertThat(token.objects().certificates()).hasSize(1);

    keyStore.deleteEntry("trusted");
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void certificateDoesNotTakeTheAliasOfAKey() throws Exception {
    keyStore.setKeyEntry("data", sessionAes(), null, null);
    assertThatThrownBy(() -> keyStore.setCertificateEntry("data", CA_CERTIFICATE))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("data");
    assertThat(loadedAgain().isKeyEntry("data")).isTrue();
  }

  @Test
  void keyTakesTheAliasOfACertificate() throws Exception {
    keyStore.setCertificateEntry("name", CA_CERTIFICATE);
    keyStore.setKeyEntry("name", sessionAes(), null, null);
    assertThat(loadedAgain().isKeyEntry("name")).isTrue();
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void issuersAreNotEntriesUntilTheyGetAnAlias() throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate leaf =
        TestCertificates.certificate("leaf", pair.getPublic(), "ca", CA.getPrivate());
    keyStore.setKeyEntry("leaf", pair.getPrivate(), null, chain(leaf, CA_CERTIFICATE));
    assertThat(TokenKeyStores.aliases(loadedAgain())).containsExactly("leaf");
    assertThat(keyStore.getCertificateAlias(CA_CERTIFICATE)).isNull();

    keyStore.setCertificateEntry("ca", CA_CERTIFICATE);
    assertThat(TokenKeyStores.aliases(loadedAgain())).containsExactlyInAnyOrder("leaf", "ca");
    assertThat(token.objects().certificates()).hasSize(2);

    keyStore.deleteEntry("ca");
    assertThat(TokenKeyStores.aliases(loadedAgain())).containsExactly("leaf");
    assertThat(loadedAgain().getCertificateChain("leaf")).containsExactly(leaf, CA_CERTIFICATE);
  }

  @Test
  void changesShowAtOnceInTheKeyStoreThatMadeThem() throws Exception {
    keyStore.setKeyEntry("data", sessionAes(), null, null);
    assertThat(keyStore.getKey("data", null)).isNotNull();
    keyStore.deleteEntry("data");
    assertThat(keyStore.containsAlias("data")).isFalse();
  }

  @Test
  void storedKeyMayDoWhatItsAlgorithmNeeds() throws Exception {
    keyStore.setKeyEntry("aes", new SecretKeySpec(AES_VALUE, "AES"), null, null);
    assertThat(attributes(keyStore.getKey("aes", null)).usages())
        .isEqualTo(DefaultUsages.ofSecret("AES"));
    keyStore.setKeyEntry("mac", new SecretKeySpec(AES_VALUE, "HmacSHA256"), null, null);
    assertThat(attributes(keyStore.getKey("mac", null)).usages())
        .containsAll(DefaultUsages.ofSecret("HmacSHA256"))
        .doesNotContain(KeyUsage.DECRYPT, KeyUsage.WRAP);
  }
}
