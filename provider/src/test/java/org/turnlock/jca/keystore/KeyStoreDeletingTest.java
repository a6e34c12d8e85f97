// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** What goes with an entry, and what stays. */
class KeyStoreDeletingTest extends KeyStoreContract {
  private final KeyPair root = TestCertificates.ec();
  private final KeyPair middle = TestCertificates.ec();
  private final X509Certificate rootCertificate = TestCertificates.selfSigned("root", root);
  private final X509Certificate middleCertificate =
      TestCertificates.certificate("middle", middle.getPublic(), "root", root.getPrivate());
  private KeyStore keyStore;

  @BeforeEach
  void load() throws Exception {
    keyStore = TokenKeyStores.loaded(token);
  }

  private X509Certificate addUnderMiddle(String alias) throws Exception {
    return addUnder(keyStore, alias);
  }

  private X509Certificate addUnder(KeyStore store, String alias) throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate leaf =
        TestCertificates.certificate(alias, pair.getPublic(), "middle", middle.getPrivate());
    store.setKeyEntry(
        alias,
        pair.getPrivate(),
        null,
        new X509Certificate[] {leaf, middleCertificate, rootCertificate});
    return leaf;
  }

  @Test
  void removesAKeyWithItsWholeChain() throws Exception {
    addUnderMiddle("a");
    keyStore.deleteEntry("a");
    assertThat(token.objects().keys()).isEmpty();
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void sparesIssuersThatAnotherChainNeeds() throws Exception {
    addUnderMiddle("a");
    X509Certificate b = addUnderMiddle("b");
    assertThat(token.objects().certificates()).as("issuers are stored once").hasSize(4);

    keyStore.deleteEntry("a");
    assertThat(token.objects().certificates()).hasSize(3);
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("b"))
        .containsExactly(b, middleCertificate, rootCertificate);

    keyStore.deleteEntry("b");
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void sparesIssuersThatHaveAnAlias() throws Exception {
    addUnderMiddle("a");
    keyStore.setCertificateEntry("root", rootCertificate);
    keyStore.deleteEntry("a");
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("root");
    assertThat(token.objects().certificates()).hasSize(1);
  }

  @Test
  void keepsAnIssuersCertificateWhenItsOwnKeyGoes() throws Exception {
    keyStore.setKeyEntry(
        "middle",
        middle.getPrivate(),
        null,
        new X509Certificate[] {middleCertificate, rootCertificate});
    X509Certificate leaf = addUnderMiddle("a");

    keyStore.deleteEntry("middle");
    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(again)).containsExactly("a");
    assertThat(again.getCertificateChain("a"))
        .containsExactly(leaf, middleCertificate, rootCertificate);
  }

  @Test
  void removesOlderCertificatesOfTheKeyToo() throws Exception {
    KeyPair pair = TestCertificates.rsa();
    TokenKey key =
        token.objects().importKey(pair.getPrivate(), 0, NewKey.resident("signer", Set.of()));
    byte[] id = key.attributes().id().bytes();
    token.objects().addCertificate(TestCertificates.selfSigned("old", pair), "signer", id);
    token.objects().addCertificate(TestCertificates.selfSigned("new", pair), "signer", id);
    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(again)).containsExactly("signer");
    again.deleteEntry("signer");
    assertThat(token.objects().certificates()).isEmpty();
  }

  @Test
  void doesNothingForAnAliasThatIsNotThere() throws Exception {
    addUnderMiddle("a");
    keyStore.deleteEntry("none");
    assertThat(keyStore.size()).isEqualTo(1);
  }

  @Test
  void doesNothingForAnEntryThatOthersHaveDeleted() throws Exception {
    addUnderMiddle("a");
    TokenKeyStores.loaded(token).deleteEntry("a");
    keyStore.deleteEntry("a");
    assertThat(keyStore.size()).isZero();
  }

  @Test
  void deletesTheKeyThatWasShownAndNotAnotherThatTookItsAliasSince() throws Exception {
    token.objects().generateSecretKey(Ckk.AES, 16, NewKey.resident("data", Set.of()));
    keyStore.load(null, null);
    Key shown = keyStore.getKey("data", null);

    KeyStore other = TokenKeyStores.loaded(token);
    other.setKeyEntry("data", new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), null, null);
    Key theirs = other.getKey("data", null);

    keyStore.deleteEntry("data");
    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(again.getKey("data", null)).isEqualTo(theirs).isNotEqualTo(shown);
    assertThat(again.size()).isEqualTo(1);
  }

  @Test
  void sparesIssuersThatAnotherProgramHasComeToNeedSince() throws Exception {
    addUnderMiddle("a");
    KeyStore other = TokenKeyStores.loaded(token);
    X509Certificate theirs = addUnder(other, "theirs");
    keyStore.deleteEntry("a");
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("theirs"))
        .containsExactly(theirs, middleCertificate, rootCertificate);
  }

  @Test
  void storesIssuersAnewThatAnotherProgramHasRemovedSince() throws Exception {
    addUnderMiddle("a");
    KeyStore other = TokenKeyStores.loaded(token);
    other.deleteEntry("a");
    X509Certificate leaf = addUnderMiddle("b");
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("b"))
        .containsExactly(leaf, middleCertificate, rootCertificate);
  }

  @Test
  void keepsTheCertificateOfAnAuthorityUnderWhichOthersHaveStoredSince() throws Exception {
    keyStore.setCertificateEntry("root", rootCertificate);
    KeyStore other = TokenKeyStores.loaded(token);
    KeyPair pair = TestCertificates.ec();
    X509Certificate leaf =
        TestCertificates.certificate("leaf", pair.getPublic(), "root", root.getPrivate());
    other.setKeyEntry(
        "leaf", pair.getPrivate(), null, new X509Certificate[] {leaf, rootCertificate});
    keyStore.deleteEntry("root");
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("leaf"))
        .containsExactly(leaf, rootCertificate);
  }
}
