// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.NewKey;

/** An alias given to another key, a key given another alias, a key given another chain. */
class KeyStoreOverwriteTest extends KeyStoreContract {
  private final KeyPair ca = TestCertificates.ec();
  private final X509Certificate caCertificate = TestCertificates.selfSigned("ca", ca);
  private final KeyPair pair = TestCertificates.ec();
  private final X509Certificate selfSigned = TestCertificates.selfSigned("signer", pair);
  private final X509Certificate reply =
      TestCertificates.certificate("signer", pair.getPublic(), "ca", ca.getPrivate());
  private KeyStore keyStore;

  @BeforeEach
  void load() throws Exception {
    keyStore = TokenKeyStores.loaded(token);
  }

  private static SecretKeySpec aes(int fill) {
    byte[] value = new byte[16];
    value[0] = (byte) fill;
    return new SecretKeySpec(value, "AES");
  }

  private static String hexId(Key key) {
    return ((TokenBackedKey) key).tokenKey().attributes().id().toString();
  }

  @Test
  void overwrittenKeyIsReachableUnderItsIdentity() throws Exception {
    keyStore.setKeyEntry("data", aes(1), null, null);
    Key first = keyStore.getKey("data", null);
    keyStore.setKeyEntry("data", aes(2), null, null);
    Key second = keyStore.getKey("data", null);
    keyStore.setKeyEntry("data", aes(3), null, null);

    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(again))
        .containsExactlyInAnyOrder("data", "data#" + hexId(first), "data#" + hexId(second));
    assertThat(again.getKey("data#" + hexId(first), null)).isEqualTo(first);
    assertThat(again.getKey("data#" + hexId(second), null)).isEqualTo(second);
    assertThat(again.getKey("data", null)).isNotIn(first, second);
  }

  @Test
  void overwrittenKeyPairKeepsItsCertificate() throws Exception {
    keyStore.setKeyEntry("signer", pair.getPrivate(), null, new X509Certificate[] {selfSigned});
    Key first = keyStore.getKey("signer", null);
    KeyPair other = TestCertificates.ec();
    X509Certificate otherCertificate = TestCertificates.selfSigned("other", other);
    keyStore.setKeyEntry(
        "signer", other.getPrivate(), null, new X509Certificate[] {otherCertificate});

    KeyStore again = TokenKeyStores.loaded(token);
    String old = "signer#" + hexId(first);
    assertThat(TokenKeyStores.aliases(again)).containsExactlyInAnyOrder("signer", old);
    assertThat(again.getCertificateChain(old)).containsExactly(selfSigned);
    assertThat(again.getCertificateChain("signer")).containsExactly(otherCertificate);
    assertThat(again.getCertificateAlias(selfSigned)).isEqualTo(old);
  }

  @Test
  void deletingAnOverwrittenKeyRemovesItForGood() throws Exception {
    keyStore.setKeyEntry("data", aes(1), null, null);
    String old = "data#" + hexId(keyStore.getKey("data", null));
    keyStore.setKeyEntry("data", aes(2), null, null);
    keyStore.deleteEntry(old);
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("data");
    assertThat(token.objects().keys()).hasSize(1);
  }

  @Test
  void certificateReplyReplacesTheChainAndKeepsTheKey() throws Exception {
    keyStore.setKeyEntry("signer", pair.getPrivate(), null, new X509Certificate[] {selfSigned});
    PrivateKey key = (PrivateKey) keyStore.getKey("signer", null);

    keyStore.setKeyEntry("signer", key, null, new X509Certificate[] {reply, caCertificate});
    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(again.getCertificateChain("signer")).containsExactly(reply, caCertificate);
    assertThat(again.getKey("signer", null)).isEqualTo(key);
    assertThat(TokenKeyStores.aliases(again)).containsExactly("signer");
    assertThat(token.objects().keys()).hasSize(1);
    assertThat(token.objects().certificates()).hasSize(2);

    again.setKeyEntry("signer", key, null, new X509Certificate[] {selfSigned});
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("signer"))
        .containsExactly(selfSigned);
    assertThat(token.objects().certificates()).as("the issuer is gone too").hasSize(1);
  }

  @Test
  void settingTheSameEntryAgainChangesNothing() throws Exception {
    keyStore.setKeyEntry("data", aes(1), null, null);
    keyStore.setEntry("data", keyStore.getEntry("data", null), null);
    keyStore.setKeyEntry(
        "signer", pair.getPrivate(), null, new X509Certificate[] {reply, caCertificate});
    keyStore.setEntry("signer", keyStore.getEntry("signer", null), null);

    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(again)).containsExactlyInAnyOrder("data", "signer");
    assertThat(again.getCertificateChain("signer")).containsExactly(reply, caCertificate);
    assertThat(token.objects().certificates()).hasSize(2);
  }

  @Test
  void replyForAnotherKeyIsRefused() throws Exception {
    keyStore.setKeyEntry("signer", pair.getPrivate(), null, new X509Certificate[] {selfSigned});
    Key key = keyStore.getKey("signer", null);
    assertThatThrownBy(
            () -> keyStore.setKeyEntry("signer", key, null, new X509Certificate[] {caCertificate}))
        .isInstanceOf(KeyStoreException.class);
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("signer"))
        .containsExactly(selfSigned);
  }

  /** The calls of {@code keytool -changealias}. */
  @Test
  void changingTheAliasRenamesTheKey() throws Exception {
    keyStore.setKeyEntry(
        "old", pair.getPrivate(), null, new X509Certificate[] {reply, caCertificate});
    Key key = keyStore.getKey("old", null);

    keyStore.setEntry("new", keyStore.getEntry("old", null), null);
    assertThat(keyStore.containsAlias("old")).isFalse();
    keyStore.deleteEntry("old");

    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(TokenKeyStores.aliases(again)).containsExactly("new");
    assertThat(again.getKey("new", null)).isEqualTo(key);
    assertThat(again.getCertificateChain("new")).containsExactly(reply, caCertificate);
    assertThat(token.objects().certificates())
        .extracting(certificate -> certificate.label())
        .containsExactlyInAnyOrder("new", "");
  }

  @Test
  void renamingOntoAnotherKeyKeepsBoth() throws Exception {
    keyStore.setKeyEntry("one", aes(1), null, null);
    keyStore.setKeyEntry("two", aes(2), null, null);
    Key one = keyStore.getKey("one", null);
    Key two = keyStore.getKey("two", null);
    keyStore.setKeyEntry("two", one, null, null);

    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(again.getKey("two", null)).isEqualTo(one);
    assertThat(again.getKey("two#" + hexId(two), null)).isEqualTo(two);
    assertThat(again.size()).isEqualTo(2);
  }

  @Test
  void keyThatWasDeletedElsewhereIsRefusedClearly() throws Exception {
    keyStore.setKeyEntry("data", aes(1), null, null);
    Key key = keyStore.getKey("data", null);
    TokenKeyStores.loaded(token).deleteEntry("data");
    assertThatThrownBy(() -> keyStore.setKeyEntry("copy", key, null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("no longer in the token");
  }

  @Test
  void writingAnAliasThatAnotherProgramHasTakenSinceLosesNothing() throws Exception {
    KeyStore other = TokenKeyStores.loaded(token);
    other.setKeyEntry("data", aes(1), null, null);
    Key theirs = other.getKey("data", null);
    keyStore.setKeyEntry("data", aes(2), null, null);
    assertThat(keyStore.size()).isEqualTo(2);
    assertThat(keyStore.getKey("data#" + hexId(theirs), null)).isEqualTo(theirs);
  }

  /** As {@code keytool -changealias} does it: the old name is deleted last. */
  @Test
  void renamingOneOfTwoNamesakesDoesNotLoseTheOther() throws Exception {
    for (byte id = 1; id <= 2; id++) {
      token
          .objects()
          .generateSecretKey(
              Ckk.AES,
              16,
              new NewKey(true, "data", KeyId.of(new byte[] {id}), Set.of(), true, false));
    }
    keyStore.load(null, null);
    Key first = keyStore.getKey("data", null);
    Key second = keyStore.getKey("data#02", null);
    keyStore.setEntry("new", keyStore.getEntry("data", null), null);
    assertThat(keyStore.getKey("data#02", null)).as("keeps its alias").isEqualTo(second);
    keyStore.deleteEntry("data");

    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(again.getKey("new", null)).isEqualTo(first);
    assertThat(again.getKey("data", null)).isEqualTo(second);
  }

  @Test
  void newKeyHasItsAliasAtTheNextLoadTooWhateverNamesakesThereAre() throws Exception {
    for (byte id = 1; id <= 3; id++) {
      token
          .objects()
          .generateSecretKey(
              Ckk.AES,
              16,
              new NewKey(true, "data", KeyId.of(new byte[] {id}), Set.of(), true, false));
    }
    keyStore.load(null, null);
    keyStore.setKeyEntry("data", aes(1), null, null);
    Key stored = keyStore.getKey("data", null);
    KeyStore again = TokenKeyStores.loaded(token);
    assertThat(again.getKey("data", null)).isEqualTo(stored);
    assertThat(TokenKeyStores.aliases(again))
        .containsExactlyInAnyOrder("data", "data#01", "data#02", "data#03");
  }

  @Test
  void keyMadeElsewhereSinceCanBeGivenAnotherAlias() throws Exception {
    KeyStore other = TokenKeyStores.loaded(token);
    other.setKeyEntry("theirs", aes(1), null, null);
    keyStore.setKeyEntry("ours", other.getKey("theirs", null), null, null);
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("ours");
  }
}
