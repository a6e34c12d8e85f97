// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableEntryException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** PKCS#11 URIs (RFC 7512) in the place of aliases. */
class KeyStoreUriTest extends KeyStoreContract {
  private static final KeyPair PAIR = TestCertificates.ec();
  private static final X509Certificate OWN = TestCertificates.selfSigned("own", PAIR);
  private static final X509Certificate TRUSTED =
      TestCertificates.selfSigned("trusted", TestCertificates.ec());

  private TokenKey signer;
  private TokenKey first;
  private TokenKey second;
  private KeyStore keyStore;

  @BeforeEach
  void fill() throws Exception {
    byte[] id = {1};
    signer =
        token
            .objects()
            .importKey(
                PAIR.getPrivate(),
                0,
                new NewKey(true, "café;1", KeyId.of(id), Set.of(KeyUsage.SIGN), true, false));
    token.objects().addCertificate(OWN, "café;1", id);
    first = aes("data", (byte) 2);
    second = aes("data", (byte) 3);
    token.objects().addCertificate(TRUSTED, "root", new byte[0]);
    keyStore = TokenKeyStores.loaded(token);
  }

  private TokenKey aes(String label, byte... id) {
    return token
        .objects()
        .generateSecretKey(
            Ckk.AES, 16, new NewKey(true, label, KeyId.of(id), Set.of(), true, false));
  }

  private static TokenKey tokenKey(Key key) {
    return ((TokenBackedKey) key).tokenKey();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:object=caf%C3%A9%3B1",
        "pkcs11:object=caf%C3%A9%3B1;type=private;id=%01",
        "PKCS11:type=private",
        "pkcs11:id=%01",
        "pkcs11:slot-id=7;library-version=2.6;type=private?pin-value=1234&module-name=any",
      })
  void nameAPrivateKeyWithItsCertificate(String uri) throws Exception {
    assertThat(tokenKey(keyStore.getKey(uri, null))).isEqualTo(signer);
    assertThat(keyStore.containsAlias(uri)).isTrue();
    assertThat(keyStore.isKeyEntry(uri)).isTrue();
    assertThat(keyStore.isCertificateEntry(uri)).isFalse();
    assertThat(keyStore.getCertificate(uri)).isEqualTo(OWN);
    assertThat(keyStore.getCertificateChain(uri)).containsExactly(OWN);
    assertThat(keyStore.getCreationDate(uri)).isEqualTo(OWN.getNotBefore());
    assertThat(keyStore.getEntry(uri, null)).isInstanceOf(KeyStore.PrivateKeyEntry.class);
    assertThat(keyStore.entryInstanceOf(uri, KeyStore.PrivateKeyEntry.class)).isTrue();
  }

  @Test
  void tellNamesakesApartById() throws Exception {
    assertThat(tokenKey(keyStore.getKey("pkcs11:object=data;id=%02", null))).isEqualTo(first);
    assertThat(tokenKey(keyStore.getKey("pkcs11:id=%03;type=secret-key", null))).isEqualTo(second);
  }

  @Test
  void nameCertificates() throws Exception {
    assertThat(keyStore.getCertificate("pkcs11:object=root")).isEqualTo(TRUSTED);
    assertThat(keyStore.isCertificateEntry("pkcs11:object=root;type=cert")).isTrue();
    assertThat(keyStore.getCertificate("pkcs11:type=cert;id=%01"))
        .as("the certificate of a key")
        .isEqualTo(OWN);
    assertThat(keyStore.getKey("pkcs11:type=cert;id=%01", null)).isNull();
    assertThat(keyStore.isKeyEntry("pkcs11:type=cert;id=%01")).isFalse();
  }

  @Test
  void areComparedWithTheToken() throws Exception {
    String label = token.description().label();
    String here = "pkcs11:token=" + label.replace(" ", "%20") + ";type=private";
    assertThat(keyStore.getKey(here, null)).isNotNull();
    assertThat(keyStore.getKey("pkcs11:token=elsewhere;type=private", null)).isNull();
    assertThat(keyStore.getKey("pkcs11:serial=elsewhere;type=private", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:object=none",
        "pkcs11:object=data;type=private",
        "pkcs11:type=public;id=%01",
        "pkcs11:id=%02%00",
      })
  void findNothingWhereThereIsNothing(String uri) throws Exception {
    assertThat(keyStore.getKey(uri, null)).isNull();
    assertThat(keyStore.containsAlias(uri)).isFalse();
    assertThat(keyStore.getCertificate(uri)).isNull();
    assertThat(keyStore.getEntry(uri, null)).isNull();
    keyStore.deleteEntry(uri);
    assertThat(keyStore.size()).isEqualTo(4);
  }

  @Test
  void areRefusedWhereTheyNameSeveral() throws Exception {
    String uri = "pkcs11:object=data";
    assertThatThrownBy(() -> keyStore.getKey(uri, null))
        .isInstanceOf(UnrecoverableKeyException.class)
        .hasMessageContaining("2 objects")
        .hasMessageContaining("'data#03'");
    assertThatThrownBy(() -> keyStore.getEntry(uri, null))
        .isInstanceOf(UnrecoverableEntryException.class);
    assertThatThrownBy(() -> keyStore.deleteEntry(uri)).isInstanceOf(KeyStoreException.class);
    assertThat(keyStore.containsAlias(uri)).isFalse();
    assertThat(keyStore.getCertificate(uri)).isNull();
    assertThat(token.objects().keys()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:object",
        "pkcs11:object=%zz",
        "pkcs11:object=a b",
        "pkcs11:object=%ff",
        "pkcs11:colour=red",
        "pkcs11:type=key",
        "pkcs11:id=%01;id=%01",
      })
  void areRefusedWhereTheyCannotBeRead(String uri) throws Exception {
    assertThatThrownBy(() -> keyStore.getKey(uri, null))
        .isInstanceOf(UnrecoverableKeyException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> keyStore.deleteEntry(uri)).isInstanceOf(KeyStoreException.class);
    assertThat(keyStore.containsAlias(uri)).isFalse();
  }

  @Test
  void deleteWhatTheyName() throws Exception {
    keyStore.deleteEntry("pkcs11:object=data;id=%03");
    assertThat(token.objects().keys()).containsExactlyInAnyOrder(signer, first);
    keyStore.deleteEntry("pkcs11:type=private");
    assertThat(token.objects().keys()).containsExactly(first);
    assertThat(token.objects().certificates()).hasSize(1);
  }

  @Test
  void doNotDeleteACertificateFromUnderItsKey() throws Exception {
    assertThatThrownBy(() -> keyStore.deleteEntry("pkcs11:type=cert;id=%01"))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("belongs to key");
    assertThat(token.objects().certificates()).hasSize(2);
  }

  @Test
  void nameTheEntryToChangeButNoNewOne() throws Exception {
    X509Certificate renewed =
        TestCertificates.certificate("me", PAIR.getPublic(), "me", PAIR.getPrivate(), 30);
    String uri = "pkcs11:id=%01;type=private";
    keyStore.setKeyEntry(uri, keyStore.getKey(uri, null), null, new X509Certificate[] {renewed});
    assertThat(TokenKeyStores.loaded(token).getCertificate("café;1")).isEqualTo(renewed);

    assertThatThrownBy(
            () ->
                keyStore.setKeyEntry(
                    "pkcs11:object=new", new SecretKeySpec(new byte[16], "AES"), null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("not a URI");
  }

  @Test
  void areAliasesLikeOthersWhereAnObjectIsCalledSo() throws Exception {
    TokenKey odd = aes("pkcs11:object=data", (byte) 9);
    keyStore.load(null, null);
    assertThat(tokenKey(keyStore.getKey("pkcs11:object=data", null))).isEqualTo(odd);
  }
}
