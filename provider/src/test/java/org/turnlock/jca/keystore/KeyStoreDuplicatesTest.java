// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** Labels and identities that are not unique, or not there: every object stays reachable. */
class KeyStoreDuplicatesTest extends KeyStoreContract {
  private TokenKey aes(String label, byte... id) {
    return token
        .objects()
        .generateSecretKey(
            Ckk.AES, 16, new NewKey(true, label, KeyId.of(id), Set.of(), true, false));
  }

  private static TokenKey tokenKey(Key key) {
    return ((TokenBackedKey) key).tokenKey();
  }

  @Test
  void keysWithOneLabelAreTwoEntriesAndTheLowerIdentityHasThePlainAlias() throws Exception {
    TokenKey high = aes("data", (byte) 0xf0, (byte) 1);
    TokenKey low = aes("data", (byte) 0x02);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("data", "data#f001");
    assertThat(tokenKey(keyStore.getKey("data", null))).isEqualTo(low);
    assertThat(tokenKey(keyStore.getKey("data#f001", null))).isEqualTo(high);
  }

  @Test
  void keysWithOneLabelAndOneIdentityAreTwoEntries() throws Exception {
    aes("data", (byte) 1);
    aes("data", (byte) 1);
    aes("data", (byte) 1);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(keyStore))
        .containsExactlyInAnyOrder("data", "data#01", "data#01#2");
    keyStore.deleteEntry("data#01#2");
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token)))
        .containsExactlyInAnyOrder("data", "data#01");
  }

  @Test
  void keysWithoutIdentityCanBeRenamedAndDeleted() throws Exception {
    aes("one");
    aes("two");
    KeyStore keyStore = TokenKeyStores.loaded(token);
    keyStore.setKeyEntry("three", keyStore.getKey("one", null), null, null);
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token)))
        .containsExactlyInAnyOrder("two", "three");
    keyStore.deleteEntry("two");
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("three");
  }

  @Test
  void keysWithoutLabelAreNamedByTheirIdentity() throws Exception {
    aes("", (byte) 0xab);
    aes("");
    aes("");
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token)))
        .containsExactlyInAnyOrder("#ab", "#noid", "#noid#2");
  }

  @Test
  void labelThatLooksLikeAQualifiedAliasKeepsIt() throws Exception {
    TokenKey first = aes("data", (byte) 1);
    TokenKey second = aes("data", (byte) 2);
    TokenKey lookalike = aes("data#02", (byte) 3);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(tokenKey(keyStore.getKey("data", null))).isEqualTo(first);
    assertThat(tokenKey(keyStore.getKey("data#02", null))).isEqualTo(lookalike);
    assertThat(tokenKey(keyStore.getKey("data#02#2", null))).isEqualTo(second);
  }

  @Test
  void eachOfTwoNamesakesCanBeDeleted() throws Exception {
    TokenKey low = aes("data", (byte) 1);
    aes("data", (byte) 2);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    keyStore.deleteEntry("data#02");
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("data");
    assertThat(token.objects().keys()).containsExactly(low);
  }

  @Test
  void keyAndCertificateWithOneLabelAreTwoEntries() throws Exception {
    aes("name", (byte) 1);
    X509Certificate certificate = TestCertificates.selfSigned("name", TestCertificates.ec());
    token.objects().addCertificate(certificate, "name", new byte[] {9});
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(keyStore.isKeyEntry("name")).isTrue();
    assertThat(keyStore.getCertificate("name#09")).isEqualTo(certificate);
    assertThat(keyStore.isCertificateEntry("name#09")).isTrue();
  }

  @Test
  void certificatesWithOneLabelAreTwoEntries() throws Exception {
    for (int number = 0; number < 3; number++) {
      token
          .objects()
          .addCertificate(
              TestCertificates.selfSigned("ca" + number, TestCertificates.ec()), "ca", new byte[0]);
    }
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(keyStore))
        .hasSize(3)
        .contains("ca")
        .allMatch(alias -> alias.matches("ca(#[0-9a-f]{16})?"));
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token)))
        .as("the same at each load")
        .isEqualTo(TokenKeyStores.aliases(keyStore));
  }

  @Test
  void certificateOfAnotherKeyDoesNotTakeOverTheAlias() throws Exception {
    KeyPair pair = TestCertificates.rsa();
    X509Certificate own = TestCertificates.selfSigned("own", pair);
    X509Certificate intruder =
        TestCertificates.certificate(
            "intruder", TestCertificates.rsa().getPublic(), "intruder", pair.getPrivate(), 100);
    TokenKey key =
        token
            .objects()
            .importKey(
                pair.getPrivate(),
                0,
                new NewKey(
                    true, "signer", KeyId.of(new byte[] {5}), Set.of(KeyUsage.SIGN), true, false));
    token.objects().addCertificate(intruder, "signer", new byte[] {5});
    token.objects().addCertificate(own, "signer", new byte[] {5});

    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(keyStore.getCertificate("signer")).isEqualTo(own);
    assertThat(tokenKey(keyStore.getKey("signer", null))).isEqualTo(key);
    assertThat(keyStore.getCertificate("signer#05")).isEqualTo(intruder);
    assertThat(keyStore.size()).isEqualTo(2);
  }

  @Test
  void newestOfAKeysCertificatesIsInUse() throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate renewed =
        TestCertificates.certificate("me", pair.getPublic(), "me", pair.getPrivate(), 30);
    X509Certificate first =
        TestCertificates.certificate("me", pair.getPublic(), "me", pair.getPrivate(), 0);
    byte[] id = {7};
    token
        .objects()
        .importKey(
            pair.getPrivate(),
            0,
            new NewKey(true, "me", KeyId.of(id), Set.of(KeyUsage.SIGN), true, false));
    token.objects().addCertificate(renewed, "me", id);
    token.objects().addCertificate(first, "me", id);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("me");
    assertThat(keyStore.getCertificate("me")).isEqualTo(renewed);
  }

  @Test
  void keyWithoutIdentityFindsItsCertificateByLabel() throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate certificate = TestCertificates.selfSigned("me", pair);
    token
        .objects()
        .importKey(
            pair.getPrivate(),
            0,
            new NewKey(true, "me", KeyId.none(), Set.of(KeyUsage.SIGN), true, false));
    token.objects().addCertificate(certificate, "me", new byte[0]);
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("me");
    assertThat(keyStore.getCertificateChain("me")).containsExactly(certificate);
  }
}
