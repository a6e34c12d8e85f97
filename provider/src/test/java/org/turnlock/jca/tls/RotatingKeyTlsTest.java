// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.ManagedKeyProtection;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.provider.TurnlockProvider;

/**
 * JSSE with the JDK's own key managers over a managed key: they take key and certificates from the
 * KeyStore once, and serve the new version's after a rotation all the same.
 */
class RotatingKeyTlsTest {
  private static final String ALIAS = "tls";

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KeyStore trust = trust();
  private TurnlockProvider provider;
  private KeyStore store;

  @BeforeEach
  void openToken() throws Exception {
    provider = TurnlockBackends.softwareProvider(directory);
    store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    Security.addProvider(provider);
  }

  @AfterEach
  void closeToken() {
    threads.shutdownNow();
    Security.removeProvider(provider.getName());
    provider.close();
  }

  private static KeyStore trust() {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      return trust;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void importNextVersion(KeyPair pair, X509Certificate certificate) throws Exception {
    store.setEntry(
        ALIAS,
        new KeyStore.PrivateKeyEntry(pair.getPrivate(), new Certificate[] {certificate}),
        new ManagedKeyProtection(ManagedKeySpec.builder(ALIAS).build()));
  }

  private SSLContext context(String factory) throws Exception {
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(OneAlias.of(store, factory, ALIAS), trusting.getTrustManagers(), null);
    return context;
  }

  private Certificate served(SSLContext context, String protocol) throws Exception {
    try (SSLServerSocket listener = JavaPeers.listen(context, protocol)) {
      Future<SSLSession> served = JavaPeers.serve(listener, threads);
      SSLSession client =
          JavaPeers.connect(context, listener.getLocalPort(), protocol, JavaPeers.echo());
      assertThat(JavaPeers.result(served).getPeerCertificates()[0])
          .as("the client has authenticated with the same")
          .isEqualTo(client.getPeerCertificates()[0]);
      return client.getPeerCertificates()[0];
    }
  }

  @Test
  void handshakesServeTheCurrentVersionWithoutANewContext() throws Exception {
    List<KeyPair> pairs = List.of(TestCertificates.ec(), TestCertificates.ec());
    List<X509Certificate> certificates = new ArrayList<>();
    for (KeyPair pair : pairs) {
      certificates.add(TestCertificates.selfSigned(ALIAS, pair));
      X509Certificate last = certificates.get(certificates.size() - 1);
      trust.setCertificateEntry("version " + certificates.size(), last);
    }
    importNextVersion(pairs.get(0), certificates.get(0));
    Map<String, SSLContext> contexts = new LinkedHashMap<>();
    for (String factory : List.of("SunX509", "NewSunX509")) {
      contexts.put(factory, context(factory));
      assertThat(served(contexts.get(factory), "TLSv1.3")).isEqualTo(certificates.get(0));
    }
    importNextVersion(pairs.get(1), certificates.get(1));
    for (Map.Entry<String, SSLContext> context : contexts.entrySet()) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(served(context.getValue(), protocol))
            .as(context.getKey() + " " + protocol)
            .isEqualTo(certificates.get(1));
      }
    }
  }

  /** PKCS #12 derives a key from the password for each one. */
  @Test
  void softwareKeysAreDecryptedOnceAndNewOnesAreServed() throws Exception {
    char[] password = "password".toCharArray();
    KeyStore software = KeyStore.getInstance("PKCS12");
    software.load(null, null);
    KeyPair first = TestCertificates.ec();
    software.setKeyEntry("web", first.getPrivate(), password, chain(first));
    AtomicInteger decrypted = new AtomicInteger();
    KeyManagerFactory factory = KeyManagerFactory.getInstance("Turnlock", provider);
    factory.init(
        new KeyStoreBuilderParameters(
            new KeyStore.Builder() {
              @Override
              public KeyStore getKeyStore() {
                return software;
              }

              @Override
              public KeyStore.ProtectionParameter getProtectionParameter(String alias) {
                decrypted.incrementAndGet();
                return new KeyStore.PasswordProtection(password);
              }
            }));
    X509KeyManager manager = (X509KeyManager) factory.getKeyManagers()[0];
    for (int i = 0; i < 3; i++) {
      assertThat(manager.chooseServerAlias("EC", null, null)).isEqualTo("web");
      assertThat(manager.getPrivateKey("web")).isEqualTo(first.getPrivate());
    }
    assertThat(decrypted).hasValue(1);
    KeyPair second = TestCertificates.ec();
    Certificate[] chain = chain(second);
    software.setKeyEntry("web", second.getPrivate(), password, chain);
    assertThat(manager.getPrivateKey("web")).isEqualTo(second.getPrivate());
    assertThat(manager.getCertificateChain("web")).isEqualTo(chain);
  }

  @Test
  void aPasswordThatOpensNoEntryIsRefusedAtOnce() throws Exception {
    KeyStore software = KeyStore.getInstance("PKCS12");
    software.load(null, null);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("Turnlock", provider);
    factory.init(software, null);
    KeyPair pair = TestCertificates.ec();
    software.setKeyEntry("web", pair.getPrivate(), "password".toCharArray(), chain(pair));
    for (String wrong : Arrays.asList("passwort", null)) {
      char[] given = wrong == null ? null : wrong.toCharArray();
      assertThatThrownBy(() -> factory.init(software, given))
          .isInstanceOf(UnrecoverableKeyException.class)
          .hasMessageContaining("'web'");
    }
    software.setKeyEntry("other", pair.getPrivate(), "passwort".toCharArray(), chain(pair));
    factory.init(software, "passwort".toCharArray());
    X509KeyManager manager = (X509KeyManager) factory.getKeyManagers()[0];
    assertThat(manager.getServerAliases("EC", null)).containsExactly("other");
  }

  private static Certificate[] chain(KeyPair pair) throws Exception {
    return new Certificate[] {TestCertificates.selfSigned("web", pair)};
  }

  @Test
  void aKeyStoreThatIsNotLoadedIsRefusedAtOnce() throws Exception {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("Turnlock", provider);
    KeyStore notLoaded = KeyStore.getInstance("Turnlock", provider);
    assertThatThrownBy(() -> factory.init(notLoaded, null)).isInstanceOf(KeyStoreException.class);
  }
}
