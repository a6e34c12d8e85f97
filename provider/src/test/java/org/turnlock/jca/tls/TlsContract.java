// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.provider.TurnlockProvider;

/** JSSE as it is, with keys of one token on both sides: the server's, and the client's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsContract {
  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
  private static final List<String> FACTORIES = List.of("SunX509", "NewSunX509");
  private static final String RSA_EXCHANGE = "TLS_RSA_WITH_AES_128_GCM_SHA256";

  static {
    // Newer JDKs have switched off the RSA key exchange, which is tested too.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
  }

  /** Where Turnlock stands among the providers. */
  private enum Place {
    FIRST(1),
    LAST(99);

    private final int position;

    Place(int position) {
      this.position = position;
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<TlsKey, X509Certificate> certificates = new EnumMap<>(TlsKey.class);
  private TurnlockProvider provider;
  private KeyStore store;
  private KeyPair software;
  private X509Certificate softwareCertificate;

  @TempDir private Path directory;

  /** A provider that can log in on its own, over a token without keys. */
  abstract TurnlockProvider open() throws Exception;

  /** The kinds of key that the token has. */
  Set<TlsKey> keys() {
    return Set.of(TlsKey.values());
  }

  @BeforeAll
  final void fill() throws Exception {
    software = TlsKey.EC_P256.pair();
    softwareCertificate = TlsKey.EC_P256.selfSigned(software);
    provider = open();
    store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, null);
    for (TlsKey kind : TlsKey.values()) {
      if (keys().contains(kind)) {
        KeyPair pair = kind.pair();
        X509Certificate certificate = kind.selfSigned(pair);
        Certificate[] chain = {certificate};
        store.setKeyEntry(kind.alias(), pair.getPrivate(), null, chain);
        certificates.put(kind, certificate);
        assertThat(store.getKey(kind.alias(), null)).isInstanceOf(TokenBackedKey.class);
      }
    }
  }

  @AfterEach
  final void unregister() {
    Security.removeProvider(provider.getName());
  }

  @AfterAll
  final void end() {
    threads.shutdownNow();
    provider.close();
  }

  private void register(Place place) {
    Security.insertProviderAt(provider, place.position);
    if (place == Place.FIRST) {
      assertThat(Security.getProviders()[0]).isSameAs(provider);
    }
  }

  /** Trusts every certificate of the token, and openssl's. */
  private SSLContext context(TlsKey key, String factory) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("software", softwareCertificate);
    for (Map.Entry<TlsKey, X509Certificate> entry : certificates.entrySet()) {
      trust.setCertificateEntry(entry.getKey().alias(), entry.getValue());
    }
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(OneAlias.of(store, factory, key.alias()), trusting.getTrustManagers(), null);
    return context;
  }

  @TestFactory
  final List<DynamicTest> bothSidesAuthenticateWithTheToken() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Place place : Place.values()) {
      for (TlsKey key : certificates.keySet()) {
        for (String protocol : PROTOCOLS) {
          for (String factory : FACTORIES) {
            tests.add(
                test(
                    place,
                    key + " " + protocol + " " + factory,
                    () -> handshake(key, protocol, factory, key.suite(protocol))));
          }
        }
      }
      for (String factory : FACTORIES) {
        tests.add(
            test(
                place,
                RSA_EXCHANGE + " " + factory,
                () -> handshake(TlsKey.RSA, "TLSv1.2", factory, RSA_EXCHANGE)));
      }
    }
    return tests;
  }

  private interface Body {
    void run() throws Exception;
  }

  private DynamicTest test(Place place, String name, Body body) {
    return DynamicTest.dynamicTest(
        place + " " + name,
        () -> {
          register(place);
          try {
            body.run();
          } finally {
            unregister();
          }
        });
  }

  private void handshake(TlsKey key, String protocol, String factory, String suite)
      throws Exception {
    SSLContext context = context(key, factory);
    try (SSLServerSocket listener = JavaPeers.listen(context, protocol, suite)) {
      Future<SSLSession> served = JavaPeers.serve(listener, threads);
      SSLSession client =
          JavaPeers.connect(context, listener.getLocalPort(), protocol, JavaPeers.echo());
      SSLSession server = JavaPeers.result(served);
      assertThat(client.getProtocol()).isEqualTo(protocol);
      assertThat(client.getCipherSuite()).isEqualTo(suite);
      assertThat(client.getPeerCertificates()).containsExactly(certificates.get(key));
      assertThat(server.getPeerCertificates()).containsExactly(certificates.get(key));
    }
  }

  /** Where Turnlock stands does not matter to openssl: each protocol is tried in one place. */
  @TestFactory
  final List<DynamicTest> opensslConnects() throws Exception {
    OpenSsl openssl = openssl();
    List<DynamicTest> tests = new ArrayList<>();
    for (TlsKey key : certificates.keySet()) {
      tests.add(opensslConnects(openssl, Place.FIRST, key, "TLSv1.2"));
      tests.add(opensslConnects(openssl, Place.LAST, key, "TLSv1.3"));
    }
    return tests;
  }

  private DynamicTest opensslConnects(OpenSsl openssl, Place place, TlsKey key, String protocol) {
    return test(
        place,
        "s_client " + key + " " + protocol,
        () -> {
          SSLContext context = context(key, "NewSunX509");
          try (SSLServerSocket listener = JavaPeers.listen(context, protocol)) {
            Future<SSLSession> served = JavaPeers.serve(listener, threads);
            assertThat(openssl.connect(listener.getLocalPort(), protocol)).contains("hello");
            assertThat(JavaPeers.result(served).getPeerCertificates())
                .containsExactly(softwareCertificate);
          }
        });
  }

  @TestFactory
  final List<DynamicTest> opensslIsConnectedTo() throws Exception {
    OpenSsl openssl = openssl();
    List<DynamicTest> tests = new ArrayList<>();
    for (TlsKey key : certificates.keySet()) {
      tests.add(opensslIsConnectedTo(openssl, Place.LAST, key, "TLSv1.2"));
      tests.add(opensslIsConnectedTo(openssl, Place.FIRST, key, "TLSv1.3"));
    }
    return tests;
  }

  private DynamicTest opensslIsConnectedTo(
      OpenSsl openssl, Place place, TlsKey key, String protocol) {
    return test(
        place,
        "s_server " + key + " " + protocol,
        () -> {
          SSLContext context = context(key, "SunX509");
          try (OpenSsl.Server server = openssl.serve(protocol)) {
            SSLSession session =
                JavaPeers.connect(context, server.port(), protocol, "olleh\n".getBytes(UTF_8));
            assertThat(session.getLocalCertificates()).containsExactly(certificates.get(key));
          }
        });
  }

  private OpenSsl openssl() throws Exception {
    assumeTrue(OpenSsl.isInstalled(), "no openssl");
    Path files = Files.createTempDirectory(directory, "openssl");
    return new OpenSsl(
        files, software.getPrivate(), softwareCertificate, List.copyOf(certificates.values()));
  }

  @Test
  final void sessionsAreResumedWithoutTheKey() throws Exception {
    for (Place place : Place.values()) {
      for (String protocol : PROTOCOLS) {
        register(place);
        SSLContext context = context(TlsKey.EC_P256, "SunX509");
        try (SSLServerSocket listener = JavaPeers.listen(context, protocol)) {
          long before = signatures();
          connectOnce(context, listener, protocol);
          long first = signatures() - before;
          connectOnce(context, listener, protocol);
          long second = signatures() - before - first;
          assertThat(first).as("%s %s", place, protocol).isIn(0L, 2L);
          assertThat(second).as("%s %s", place, protocol).isZero();
        }
        unregister();
      }
    }
  }

  @Test
  final void handshakesGoOnAfterALogout() throws Exception {
    register(Place.LAST);
    SSLContext context = context(TlsKey.RSA, "NewSunX509");
    for (int round = 0; round < 2; round++) {
      try (SSLServerSocket listener = JavaPeers.listen(context, "TLSv1.3")) {
        connectOnce(context, listener, "TLSv1.3");
      }
      provider.logout();
      logInAgain(store);
    }
  }

  /** Nothing to do: a key use logs in. */
  void logInAgain(KeyStore loggedOut) throws Exception {}

  private void connectOnce(SSLContext context, SSLServerSocket listener, String protocol)
      throws Exception {
    Future<SSLSession> served = JavaPeers.serve(listener, threads);
    JavaPeers.connect(context, listener.getLocalPort(), protocol, JavaPeers.echo());
    JavaPeers.result(served);
  }

  /** How many signatures the token has made; 0 where nobody counts. */
  private long signatures() {
    return provider
        .callTrace()
        .map(trace -> trace.counts().get("C_Sign"))
        .map(count -> count.calls())
        .orElse(0L);
  }
}
