// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.Subject;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.identity.Callers;
import org.turnlock.keys.KeyNotPermittedException;
import org.turnlock.keys.ManagedKeyProtection;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.software.SoftwareToken;

/** Policies of keys that a KeyStore gives, for programs and for TLS. */
class PolicyOfStoredKeysTest {
  private static final Subject ALICE = Callers.fixed("alice");

  private final TurnlockProvider provider = TestProviders.over(SoftwareToken.inMemory());
  private final ManagedKeys keys = provider.managedKeys();
  private final String admin = "os:" + ProcessHandle.current().info().user().orElseThrow();
  private KeyStore store;

  @BeforeEach
  void begin() throws Exception {
    store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    keys.create(
        ManagedKeySpec.builder("server")
            .algorithm("EC")
            .subject(new X500Principal("CN=localhost"))
            .build());
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private void allowAlice(PolicyOperation... operations) {
    PolicyRule rest = PolicyRule.allow(admin, PolicyOperation.administration());
    keys.setPolicy(
        "server",
        operations.length == 0
            ? KeyPolicy.of(rest)
            : KeyPolicy.of(rest, PolicyRule.allow("subject:alice", operations)));
  }

  @Test
  void theKeyStoreGivesTheKeyAndItsUseIsRefused() throws Exception {
    allowAlice();
    PrivateKey key = (PrivateKey) Callers.as(ALICE, () -> store.getKey("server", null));
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    assertThatThrownBy(
            () ->
                Callers.as(
                    ALICE,
                    () -> {
                      signer.initSign(key);
                      return null;
                    }))
        .isInstanceOfSatisfying(
            KeyNotPermittedException.class,
            e ->
                assertThat(e.refusal())
                    .hasMessage(
                        "'subject:alice' may not sign with key 'server': no rule of its policy"
                            + " allows it"));
    Key pinned = Callers.as(ALICE, () -> store.getKey("server@1", null));
    assertThatThrownBy(
            () ->
                Callers.as(
                    ALICE,
                    () -> {
                      signer.initSign((PrivateKey) pinned);
                      return null;
                    }))
        .isInstanceOf(KeyNotPermittedException.class);
  }

  @Test
  void certificatesAndVersionsComeFromThoseWhoMayBringThem() throws Exception {
    Key key = store.getKey("server", null);
    Certificate[] chain = store.getCertificateChain("server");
    allowAlice(PolicyOperation.SIGN);
    assertThatThrownBy(() -> Callers.as(ALICE, () -> set(key, chain)))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("may not certify");
    allowAlice(PolicyOperation.CERTIFY);
    Callers.as(ALICE, () -> set(key, chain));

    keys.create(ManagedKeySpec.builder("imported").algorithm("AES").awaitingImport().build());
    assertThatThrownBy(() -> Callers.as(ALICE, () -> bringIn("imported")))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("may not");
    assertThat(keys.describe("imported").current()).isZero();
    bringIn("imported");
    assertThat(keys.describe("imported").current()).isEqualTo(1);
  }

  private Void set(Key key, Certificate[] chain) throws KeyStoreException {
    store.setKeyEntry("server", key, null, chain);
    return null;
  }

  private Void bringIn(String alias) throws KeyStoreException {
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
        new ManagedKeyProtection(ManagedKeySpec.builder(alias).algorithm("AES").build()));
    return null;
  }

  @Test
  void handshakesAreNotOfferedAKeyThatMayNotSign() throws Exception {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("Turnlock", provider);
    factory.init(store, null);
    X509ExtendedKeyManager manager = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    allowAlice(PolicyOperation.VERIFY);
    assertThat(Callers.as(ALICE, () -> manager.chooseServerAlias("EC", null, null))).isNull();
    allowAlice(PolicyOperation.SIGN);
    String alias = Callers.as(ALICE, () -> manager.chooseServerAlias("EC", null, null));
    assertThat(alias).isEqualTo("server@1");
    PrivateKey key = Callers.as(ALICE, () -> manager.getPrivateKey(alias));
    assertThat(List.of(manager.getCertificateChain(alias))).hasSize(1);
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    allowAlice();
    assertThatThrownBy(
            () ->
                Callers.as(
                    ALICE,
                    () -> {
                      signer.initSign(key);
                      return null;
                    }))
        .isInstanceOf(KeyNotPermittedException.class);
  }
}
