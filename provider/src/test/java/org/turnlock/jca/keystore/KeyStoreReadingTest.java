// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableEntryException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.Date;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenKey;

/** What a loaded KeyStore shows of a token that others have filled. */
class KeyStoreReadingTest extends KeyStoreContract {
  private static final KeyStore.ProtectionParameter PASSWORD =
      new KeyStore.PasswordProtection("any".toCharArray());

  private final KeyPair pair = TestCertificates.ec();
  private final X509Certificate certificate = TestCertificates.selfSigned("signer", pair);
  private final X509Certificate trusted =
      TestCertificates.selfSigned("trusted", TestCertificates.ec());
  private KeyStore keyStore;

  @BeforeEach
  void fillToken() throws Exception {
    token
        .objects()
        .generateSecretKey(
            Ckk.AES, 32, NewKey.resident("data", Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT)));
    token
        .objects()
        .generateSecretKey(
            Ckk.GENERIC_SECRET, 32, NewKey.resident("mac", Set.of(KeyUsage.SIGN, KeyUsage.VERIFY)));
    TokenKey signer =
        token
            .objects()
            .importKey(pair.getPrivate(), 0, NewKey.resident("signer", Set.of(KeyUsage.SIGN)));
    token.objects().addCertificate(certificate, "signer", signer.attributes().id().bytes());
    token
        .objects()
        .importKey(
            TestCertificates.ec().getPrivate(), 0, NewKey.resident("bare", Set.of(KeyUsage.SIGN)));
    token.objects().addCertificate(trusted, "trusted", new byte[0]);
    keyStore = TokenKeyStores.loaded(token);
  }

  @Test
  void showsKeysAndCertificatesByTheirLabels() throws Exception {
    assertThat(TokenKeyStores.aliases(keyStore))
        .containsExactlyInAnyOrder("data", "mac", "signer", "bare", "trusted");
    assertThat(keyStore.size()).isEqualTo(5);
    assertThat(keyStore.containsAlias("data")).isTrue();
    assertThat(keyStore.isKeyEntry("bare")).isTrue();
    assertThat(keyStore.isCertificateEntry("bare")).isFalse();
    assertThat(keyStore.isCertificateEntry("trusted")).isTrue();
    assertThat(keyStore.isKeyEntry("trusted")).isFalse();
  }

  @Test
  void tellsAliasesApartByCase() throws Exception {
    assertThat(keyStore.containsAlias("Data")).isFalse();
  }

  @Test
  void loadListsTheTokenOnceAndReadingAsksNothing() throws Exception {
    token.forget();
    keyStore.load(null, null);
    assertThat(token.calls()).containsExactlyInAnyOrder("keys", "certificates");

    token.forget();
    for (String alias : TokenKeyStores.aliases(keyStore)) {
      keyStore.getKey(alias, null);
      keyStore.getCertificateChain(alias);
      keyStore.getCreationDate(alias);
    }
    assertThat(token.calls()).isEmpty();
  }

  @Test
  void givesKeysForAnyPassword() throws Exception {
    Key key = keyStore.getKey("data", null);
    assertThat(key)
        .isInstanceOf(SecretKey.class)
        .isEqualTo(keyStore.getKey("data", "x".toCharArray()));
    assertThat(key.getAlgorithm()).isEqualTo("AES");
    assertThat(key.getEncoded()).isNull();
    assertThat(keyStore.getKey("mac", new char[0]).getAlgorithm()).isEqualTo("HmacSHA256");
    assertThat(keyStore.getKey("signer", null)).isInstanceOf(PrivateKey.class);
    assertThat(keyStore.getKey("signer", null)).isInstanceOf(ECKey.class);
    assertThat(keyStore.getKey("trusted", null)).isNull();
  }

  @Test
  void answersNullForAnAliasThatIsNotThere() throws Exception {
    assertThat(keyStore.getKey("none", null)).isNull();
    assertThat(keyStore.getCertificate("none")).isNull();
    assertThat(keyStore.getCertificateChain("none")).isNull();
    assertThat(keyStore.getCreationDate("none")).isNull();
    assertThat(keyStore.getEntry("none", null)).isNull();
    assertThat(keyStore.entryInstanceOf("none", KeyStore.SecretKeyEntry.class)).isFalse();
  }

  @Test
  void findsCertificatesAndTheirAliases() throws Exception {
    assertThat(keyStore.getCertificate("signer")).isEqualTo(certificate);
    assertThat(keyStore.getCertificateChain("signer")).containsExactly(certificate);
    assertThat(keyStore.getCertificate("trusted")).isEqualTo(trusted);
    assertThat(keyStore.getCertificateChain("trusted")).isNull();
    assertThat(keyStore.getCertificate("data")).isNull();
    assertThat(keyStore.getCertificateChain("bare")).isNull();
    assertThat(keyStore.getCertificateAlias(certificate)).isEqualTo("signer");
    assertThat(keyStore.getCertificateAlias(trusted)).isEqualTo("trusted");
    assertThat(
            keyStore.getCertificateAlias(
                TestCertificates.selfSigned("other", TestCertificates.ec())))
        .isNull();
  }

  @Test
  void datesEntriesByTheirCertificate() throws Exception {
    assertThat(keyStore.getCreationDate("signer")).isEqualTo(certificate.getNotBefore());
    assertThat(keyStore.getCreationDate("data")).isEqualTo(new Date(0));
  }

  @Test
  void givesEntriesWithAnyProtection() throws Exception {
    for (KeyStore.ProtectionParameter protection :
        new KeyStore.ProtectionParameter[] {
          null, PASSWORD, new KeyStore.PasswordProtection(null)
        }) {
      assertThat(keyStore.getEntry("data", protection)).isInstanceOf(KeyStore.SecretKeyEntry.class);
      assertThat(keyStore.getEntry("signer", protection))
          .isInstanceOfSatisfying(
              KeyStore.PrivateKeyEntry.class,
              entry -> assertThat(entry.getCertificateChain()).containsExactly(certificate));
      assertThat(keyStore.getEntry("trusted", protection))
          .isInstanceOfSatisfying(
              KeyStore.TrustedCertificateEntry.class,
              entry -> assertThat(entry.getTrustedCertificate()).isEqualTo(trusted));
    }
  }

  @Test
  void knowsTheKindOfEachEntry() throws Exception {
    assertThat(keyStore.entryInstanceOf("data", KeyStore.SecretKeyEntry.class)).isTrue();
    assertThat(keyStore.entryInstanceOf("data", KeyStore.PrivateKeyEntry.class)).isFalse();
    assertThat(keyStore.entryInstanceOf("signer", KeyStore.PrivateKeyEntry.class)).isTrue();
    assertThat(keyStore.entryInstanceOf("signer", KeyStore.SecretKeyEntry.class)).isFalse();
    assertThat(keyStore.entryInstanceOf("trusted", KeyStore.TrustedCertificateEntry.class))
        .isTrue();
    assertThat(keyStore.entryInstanceOf("bare", KeyStore.PrivateKeyEntry.class)).isFalse();
    assertThat(keyStore.entryInstanceOf("bare", KeyStore.SecretKeyEntry.class)).isFalse();
  }

  @Test
  void privateKeyWithoutCertificateIsReachedByGetKeyOnly() throws Exception {
    assertThat(keyStore.getKey("bare", null)).isInstanceOf(PrivateKey.class);
    assertThatThrownBy(() -> keyStore.getEntry("bare", PASSWORD))
        .isInstanceOf(UnrecoverableEntryException.class)
        .hasMessageContaining("getKey");
  }

  @Test
  void servesTlsKeyManagersOfBothKinds() throws Exception {
    for (String kind : new String[] {"SunX509", "NewSunX509"}) {
      KeyManagerFactory factory = KeyManagerFactory.getInstance(kind);
      factory.init(keyStore, "any".toCharArray());
      X509KeyManager manager = (X509KeyManager) factory.getKeyManagers()[0];
      String[] aliases = manager.getServerAliases("EC", null);
      assertThat(aliases).as(kind).hasSize(1);
      assertThat(manager.getCertificateChain(aliases[0])).as(kind).containsExactly(certificate);
      assertThat(manager.getPrivateKey(aliases[0]))
          .as(kind)
          .isEqualTo(keyStore.getKey("signer", null));
    }
  }

  /** NSS finds no keys for a CKA_ID without a class. */
  @Test
  void everyKeyIsFoundByItsIdAndByItsLabel() {
    for (TokenKey key : token.objects().keys()) {
      assertThat(token.objects().find(new ObjectQuery.Identified(key.attributes().id())).keys())
          .as(key.attributes().label())
          .contains(key);
      assertThat(token.objects().find(new ObjectQuery.Labelled(key.attributes().label())).keys())
          .as(key.attributes().label())
          .contains(key);
    }
  }

  @Test
  void seesWhatOthersAddAtTheNextLoad() throws Exception {
    token.objects().generateSecretKey(Ckk.AES, 16, NewKey.resident("later", Set.of()));
    assertThat(keyStore.containsAlias("later")).isFalse();
    keyStore.load(null, null);
    assertThat(keyStore.containsAlias("later")).isTrue();
  }
}
