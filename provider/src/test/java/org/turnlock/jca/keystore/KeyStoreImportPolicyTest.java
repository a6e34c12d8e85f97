// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeyProtection;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/** Keys that are stored with a word on what they are to be in the token. */
class KeyStoreImportPolicyTest extends KeyStoreContract {
  private static final SecretKey AES = new SecretKeySpec(new byte[16], "AES");
  private KeyStore keyStore;

  @BeforeEach
  void load() throws Exception {
    keyStore = TokenKeyStores.loaded(token);
  }

  private void store(String alias, SecretKey key, TokenKeySpec.Builder spec) throws Exception {
    keyStore.setEntry(
        alias, new KeyStore.SecretKeyEntry(key), new TokenKeyProtection(spec.build()));
  }

  private KeyAttributes stored(String alias) throws Exception {
    Key key = TokenKeyStores.loaded(token).getKey(alias, null);
    return ((TokenBackedKey) key).tokenKey().attributes();
  }

  private SecretKey session(boolean sensitive, boolean extractable) throws Exception {
    NewKey description =
        new NewKey(
            false,
            "",
            org.turnlock.token.KeyId.random(),
            EnumSet.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT, KeyUsage.WRAP),
            sensitive,
            extractable);
    return (SecretKey) Keys.of(token.objects().generateSecretKey(Ckk.AES, 16, description));
  }

  @Test
  void softwareKeyGetsJustWhatIsAskedFor() throws Exception {
    byte[] id = {4, 2};
    store("data", AES, TokenKeySpec.builder().usages(KeyUsage.DECRYPT).id(id).extractable());
    KeyAttributes data = stored("data");
    assertThat(data.usages()).containsExactly(KeyUsage.DECRYPT);
    assertThat(data.id().bytes()).isEqualTo(id);
    assertThat(data.extractable()).isTrue();
    assertThat(data.sensitive()).isTrue();

    store("open", AES, TokenKeySpec.builder().readableInClear());
    assertThat(stored("open").sensitive()).isFalse();
  }

  @Test
  void privateKeyMayBeAllowedToSignOnly() throws Exception {
    KeyPair pair = TestCertificates.rsa();
    X509Certificate[] chain = {TestCertificates.selfSigned("signer", pair)};
    keyStore.setEntry(
        "signer",
        new KeyStore.PrivateKeyEntry(pair.getPrivate(), chain),
        new TokenKeyProtection(
            TokenKeySpec.builder().label("signer").usages(KeyUsage.SIGN).build()));
    assertThat(stored("signer").usages()).containsExactly(KeyUsage.SIGN);
    assertThat(TokenKeyStores.loaded(token).getCertificateChain("signer")).containsExactly(chain);
  }

  @Test
  void copyOfASessionKeyMayBeMoreGuardedThanTheKey() throws Exception {
    store("less", session(true, true), TokenKeySpec.builder().usages(KeyUsage.DECRYPT));
    assertThat(stored("less").extractable()).isFalse();
    assertThat(stored("less").usages()).containsExactly(KeyUsage.DECRYPT);
    store("same", session(true, true), TokenKeySpec.builder().extractable());
    assertThat(stored("same").extractable()).isTrue();

    for (TokenKeySpec.Builder open :
        Set.of(TokenKeySpec.builder().extractable(), TokenKeySpec.builder().readableInClear())) {
      assertThatThrownBy(() -> store("more", session(true, false), open))
          .isInstanceOf(KeyStoreException.class)
          .hasMessageContaining("stays so");
    }
    assertThat(token.objects().keys()).hasSize(2);
  }

  @Test
  void keyThatIsInTheTokenKeepsItsAttributes() throws Exception {
    store("data", AES, TokenKeySpec.builder().usages(KeyUsage.DECRYPT, KeyUsage.ENCRYPT));
    SecretKey key = (SecretKey) keyStore.getKey("data", null);
    store("renamed", key, TokenKeySpec.builder());
    assertThat(keyStore.getKey("renamed", null)).isEqualTo(key);

    assertThatThrownBy(() -> store("again", key, TokenKeySpec.builder().extractable()))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("in the token already");
    assertThatThrownBy(() -> store("again", key, TokenKeySpec.builder().usages(KeyUsage.DECRYPT)))
        .isInstanceOf(KeyStoreException.class);
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token))).containsExactly("renamed");
  }

  @Test
  void identityInUseIsRefused() throws Exception {
    byte[] id = {1};
    store("one", AES, TokenKeySpec.builder().id(id));
    KeyStore other = TokenKeyStores.loaded(token);
    keyStore.deleteEntry("one");
    store("two", AES, TokenKeySpec.builder().id(id));
    assertThatThrownBy(
            () ->
                other.setEntry(
                    "three",
                    new KeyStore.SecretKeyEntry(AES),
                    new TokenKeyProtection(TokenKeySpec.builder().id(id).build())))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("01 already");
  }

  @Test
  void labelIsTheAlias() {
    assertThatThrownBy(() -> store("one", AES, TokenKeySpec.builder().label("two")))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("'one'")
        .hasMessageContaining("'two'");
    assertThatThrownBy(() -> new TokenKeyProtection(TokenKeySpec.builder().size(128).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
