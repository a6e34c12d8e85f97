// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.certificate.TestAuthority;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.UseLimits;
import org.turnlock.provider.TurnlockProvider;

/**
 * TLS peers whose keys rotate while they run: no restart, and no handshake fails. Each test ends
 * with its key disabled, which takes it out of the others' choice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RotatingTlsContract {
  private static final int CLIENTS = 3;
  private static final int ROTATIONS = 3;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Random random = Seed.announce(getClass().getSimpleName()).forCase("protocols", 0);
  private TurnlockProvider provider;
  private ManagedKeys keys;
  private TestAuthority authority;

  abstract TurnlockProvider open() throws Exception;

  @BeforeAll
  final void begin() throws Exception {
    provider = open();
    Security.addProvider(provider);
    keys = provider.managedKeys();
    authority = new TestAuthority(Instant.now());
  }

  @AfterAll
  final void end() {
    threads.shutdownNow();
    Security.removeProvider(provider.getName());
    provider.close();
  }

  private void create(String alias, String algorithm) {
    keys.create(
        ManagedKeySpec.builder(alias)
            .algorithm(algorithm)
            .subject(new X500Principal("CN=" + alias))
            .hostNames("localhost", "127.0.0.1")
            .build());
  }

  /** The key manager that a program gets, over all keys of the token. */
  private X509ExtendedKeyManager manager() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("Turnlock", provider);
    factory.init(store, null);
    return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
  }

  private static SSLContext context(KeyManager mine, TrustManager... trusted) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(mine == null ? null : new KeyManager[] {mine}, trusted, null);
    return context;
  }

  private TrustManager[] authorityOnly() throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("root", authority.root);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust);
    return factory.getTrustManagers();
  }

  @Test
  final void issuedCertificatesRotateUnderLoad() throws Exception {
    create("issued", "EC");
    keys.rotate("issued", 1, authority);
    X509ExtendedKeyManager only = new FixedAlias(manager(), "issued");
    keys.setCertificateIssuer(authority);
    rotateUnderLoad("issued", 2, only, authorityOnly());
    keys.setCertificateIssuer(null);
    keys.disable("issued");
  }

  @Test
  final void selfSignedCertificatesRotateUnderLoad() throws Exception {
    create("selfsigned", "Ed25519");
    Pinned pins = new Pinned("selfsigned");
    rotateUnderLoad("selfsigned", 1, manager(), new TrustManager[] {pins});
    Set<Certificate> all = ConcurrentHashMap.newKeySet();
    for (int version = 1; version <= 1 + ROTATIONS; version++) {
      all.add(keys.certificateChain("selfsigned", version).get(0));
    }
    assertThat(all).containsAll(pins.seen);
    keys.disable("selfsigned");
  }

  /** Both sides show the key's certificate, and rotate it. */
  private void rotateUnderLoad(
      String alias, int first, X509ExtendedKeyManager manager, TrustManager[] trusted)
      throws Exception {
    SSLContext server = context(manager, trusted);
    Set<Certificate> served = ConcurrentHashMap.newKeySet();
    AtomicBoolean stop = new AtomicBoolean();
    Semaphore handshakes = new Semaphore(0);
    try (SSLServerSocket listener = listen(server)) {
      Future<?> serving = threads.submit(() -> serve(listener));
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random own = new Random(random.nextLong());
        clients.add(
            threads.submit(
                () -> {
                  while (!stop.get()) {
                    served.add(handshake(manager, trusted, listener.getLocalPort(), own));
                    handshakes.release();
                  }
                  return null;
                }));
      }
      for (int version = first; version < first + ROTATIONS; version++) {
        await(handshakes, clients);
        assertThat(keys.rotate(alias, version).current()).isEqualTo(version + 1);
        await(handshakes, clients);
      }
      stop.set(true);
      for (Future<?> client : clients) {
        JavaPeers.result(client);
      }
      assertThat(serving.isDone()).isFalse();
    }
    assertThat(served)
        .contains(leaf(alias, first), leaf(alias, first + ROTATIONS))
        .hasSizeGreaterThanOrEqualTo(ROTATIONS);
  }

  private Certificate leaf(String alias, int version) {
    return keys.certificateChain(alias, version).get(0);
  }

  /** Until some more handshakes have ended, or one has failed. */
  private static void await(Semaphore handshakes, List<Future<?>> clients) throws Exception {
    handshakes.drainPermits();
    while (!handshakes.tryAcquire(2 * CLIENTS, 1, TimeUnit.SECONDS)) {
      for (Future<?> client : clients) {
        if (client.isDone()) {
          client.get();
        }
      }
    }
  }

  private static SSLServerSocket listen(SSLContext context) throws Exception {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    listener.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    return listener;
  }

  private Void serve(SSLServerSocket listener) throws Exception {
    while (!listener.isClosed()) {
      SSLSocket connection = (SSLSocket) listener.accept();
      threads.submit(
          () -> {
            try (connection) {
              connection.getOutputStream().write(connection.getInputStream().read());
            }
            return null;
          });
    }
    return null;
  }

  /** A whole one: each client context is new, so no session is resumed. */
  private static Certificate handshake(
      X509ExtendedKeyManager manager, TrustManager[] trusted, int port, Random random)
      throws Exception {
    SSLContext client = context(manager, trusted);
    try (SSLSocket socket =
        (SSLSocket)
            client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.setEnabledProtocols(new String[] {random.nextBoolean() ? "TLSv1.2" : "TLSv1.3"});
      socket.getOutputStream().write(7);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Each handshake uses the key twice, for the server and for the client. */
  @Test
  final void aLimitRotatesTheKeyBetweenHandshakes() throws Exception {
    create("limited", "EC");
    keys.setLimits("limited", new UseLimits(64, UseLimits.UNLIMITED));
    TrustManager[] trusted = {new Pinned("limited")};
    X509ExtendedKeyManager manager = manager();
    Set<Certificate> served = new HashSet<>();
    try (SSLServerSocket listener = listen(context(manager, trusted))) {
      Future<?> serving = threads.submit(() -> serve(listener));
      for (int i = 0; i < 40; i++) {
        served.add(handshake(manager, trusted, listener.getLocalPort(), random));
      }
      assertThat(serving.isDone()).isFalse();
    }
    assertThat(keys.describe("limited").current()).isEqualTo(2);
    assertThat(served).containsOnly(leaf("limited", 1), leaf("limited", 2));
    keys.disable("limited");
  }

  @Test
  final void keyAndChainBelongTogetherWhateverHappensBetween() throws Exception {
    create("between", "EC");
    X509ExtendedKeyManager manager = manager();
    String chosen = manager.chooseServerAlias("EC", null, null);
    assertThat(chosen).isEqualTo("between@1");
    renewByKeyStore("between", manager);
    PrivateKey whole = manager.getPrivateKey("between");
    keys.rotate("between", 1);
    requireTogether(whole, manager.getCertificateChain("between"));
    requireTogether(manager.getPrivateKey(chosen), manager.getCertificateChain(chosen));
    assertThat(manager.chooseServerAlias("EC", null, null)).isEqualTo("between@2");
    PrivateKey after = manager.getPrivateKey("between");
    assertThat(manager.getCertificateChain("between")[0]).isEqualTo(leaf("between", 2));
    requireTogether(after, manager.getCertificateChain("between"));
    assertThat(manager.getServerAliases("EC", null)).containsExactly("between@2");
    keys.disable("between");
    assertThat(manager.chooseServerAlias("EC", null, null)).isNull();
  }

  /** As keytool stores a CA's reply; handshakes show it at once, and again what was before. */
  private void renewByKeyStore(String alias, X509ExtendedKeyManager manager) throws Exception {
    X509Certificate[] before = manager.getCertificateChain(alias + "@1");
    List<X509Certificate> issued =
        authority.issue(keys.certificateRequest(alias, 1), List.of(before));
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    store.setKeyEntry(
        alias, store.getKey(alias, null), null, issued.toArray(X509Certificate[]::new));
    assertThat(manager.getCertificateChain(alias + "@1")).containsExactlyElementsOf(issued);
    keys.setCertificateChain(alias, 1, List.of(before));
    assertThat(manager.getCertificateChain(alias + "@1")).isEqualTo(before);
  }

  private void requireTogether(PrivateKey key, X509Certificate[] chain) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    signer.initSign(key);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
    verifier.initVerify(chain[0].getPublicKey());
    assertThat(verifier.verify(signature)).isTrue();
  }

  /** Trusts the versions' certificates, and remembers them. */
  private final class Pinned implements X509TrustManager {
    private final Set<Certificate> seen = ConcurrentHashMap.newKeySet();
    private final String subject;

    Pinned(String alias) {
      this.subject = "CN=" + alias;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (!chain[0].getSubjectX500Principal().getName().equals(subject)) {
        throw new CertificateException("another certificate: " + chain[0]);
      }
      seen.add(chain[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
