// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.jca.TokenFixture;

/** JSSE as it is, with the server's private key in the token. */
class TlsServerTest {
  private static final int FIRST = 1;

  private final TokenFixture fixture = new TokenFixture();
  private final ExecutorService server = Executors.newSingleThreadExecutor();

  static {
    // Newer JDKs have switched off the RSA key exchange, which is tested too.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
  }

  @AfterEach
  void end() {
    server.shutdownNow();
    Security.removeProvider("Turnlock");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, TLSv1.3, TLS_AES_128_GCM_SHA256, 99",
    "EC, TLSv1.3, TLS_AES_128_GCM_SHA256, 99",
    "RSA, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 99",
    "EC, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 99",
    "RSA, TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, 99",
    "RSA, TLSv1.3, TLS_AES_128_GCM_SHA256, 1",
    "EC, TLSv1.3, TLS_AES_128_GCM_SHA256, 1",
    "RSA, TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, 1"
  })
  void handshakeUsesTheKeyInTheToken(
      String algorithm, String protocol, String cipherSuite, int position) throws Exception {
    KeyPair pair = pair(algorithm);
    PrivateKey key = algorithm.equals("RSA") ? fixture.rsa(pair) : fixture.ec(pair);
    X509Certificate certificate = selfSigned(pair);
    Security.insertProviderAt(fixture.provider, position);
    assertThat(Security.getProviders()[0].equals(fixture.provider)).isEqualTo(position == FIRST);
    SSLContext serverContext = SSLContext.getInstance("TLS");
    serverContext.init(new KeyManager[] {new OneKey(key, certificate)}, null, null);
    SSLContext clientContext = SSLContext.getInstance("TLS");
    clientContext.init(null, trusting(certificate).getTrustManagers(), new SecureRandom());

    try (SSLServerSocket listener =
        (SSLServerSocket)
            serverContext
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<Void> served = server.submit(() -> echo(listener));
      try (SSLSocket client =
          (SSLSocket)
              clientContext
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
        client.setEnabledProtocols(new String[] {protocol});
        client.setEnabledCipherSuites(new String[] {cipherSuite});
        client.setSoTimeout(20_000);
        client.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        assertThat(client.getSession().getCipherSuite()).isEqualTo(cipherSuite);
      }
      served.get(20, TimeUnit.SECONDS);
    }
    assertThat(fixture.token.calls()).isPositive();
  }

  private static Void echo(SSLServerSocket listener) throws Exception {
    try (Socket connection = listener.accept()) {
      connection.setSoTimeout(20_000);
      connection.getOutputStream().write(connection.getInputStream().readNBytes(3));
    }
    return null;
  }

  private static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair();
  }

  private static X509Certificate selfSigned(KeyPair pair) throws Exception {
    X500Principal name = new X500Principal("CN=localhost");
    Instant now = Instant.now();
    String algorithm =
        pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
  }

  private static TrustManagerFactory trusting(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  /** A key manager that knows one key. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate certificate;

    OneKey(PrivateKey key, X509Certificate certificate) {
      this.key = key;
      this.certificate = certificate;
    }

    private String alias(String keyType) {
      return keyType.equals(key.getAlgorithm()) || keyType.startsWith(key.getAlgorithm() + "_")
          ? "key"
          : null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      String alias = alias(keyType);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return alias(keyType);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return alias(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }
}
