// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLHostConfigCertificate.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.programs.support.HttpsVisitor;
import org.turnlock.programs.support.HttpsVisitor.Visit;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Tomcat as a library, by its own keystore settings. */
@SoftHsm
class EmbeddedTomcatTest {
  @TempDir private Path base;

  @ParameterizedTest
  @CsvSource({"RSA, PKCS11, NONE", "RSA, Turnlock, NONE", "EC, PKCS11, ''", "EC, Turnlock, ''"})
  void servesWithAKeyOfTheToken(
      String algorithm, String keyStoreType, String keyStoreFile, SoftHsmToken token)
      throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate certificate = keys.make("web-" + algorithm, algorithm);
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("SSLEnabled", "true");
      connector.addSslHostConfig(tls(algorithm, keyStoreType, keyStoreFile, token.pin()));
      tomcat.setConnector(connector);
      HelloServlet.addTo(tomcat.addContext("", base.toString()));
      tomcat.start();
      try {
        long before = keys.calls("C_Sign");
        HttpsVisitor visitor = HttpsVisitor.trusting(certificate);
        Visit expected = new Visit(200, "hello", certificate);
        assertThat(visitor.get(connector.getLocalPort())).isEqualTo(expected);
        assertThat(visitor.getWithKeyOf(algorithm, connector.getLocalPort())).isEqualTo(expected);
        assertThat(keys.calls("C_Sign") - before).isEqualTo(2);
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  @Test
  void showsTheCurrentVersionOfAKeyThatRotates(SoftHsmToken token) throws Exception {
    try (TokenKeys own = TokenKeys.on(token)) {
      ManagedKeys keys = own.provider().managedKeys();
      keys.create(
          ManagedKeySpec.builder("rotating")
              .algorithm("EC")
              .subject(new X500Principal("CN=localhost"))
              .hostNames("localhost")
              .build());
      SSLHostConfig tls = tls("EC", "Turnlock", "NONE", token.pin());
      tls.setKeyManagerAlgorithm("Turnlock");
      tls.getCertificates().iterator().next().setCertificateKeyAlias("rotating");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("SSLEnabled", "true");
      connector.addSslHostConfig(tls);
      tomcat.setConnector(connector);
      HelloServlet.addTo(tomcat.addContext("", base.toString()));
      tomcat.start();
      try {
        for (int version = 1; version <= 3; version++) {
          X509Certificate certificate = keys.certificateChain("rotating", version).get(0);
          HttpsVisitor visitor = HttpsVisitor.trusting(certificate);
          Visit expected = new Visit(200, "hello", certificate);
          assertThat(visitor.get(connector.getLocalPort())).isEqualTo(expected);
          assertThat(visitor.getWithKeyOf("EC", connector.getLocalPort())).isEqualTo(expected);
          keys.rotate("rotating", version);
        }
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  private static SSLHostConfig tls(
      String algorithm, String keyStoreType, String keyStoreFile, String pin) {
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, Type.valueOf(algorithm));
    certificate.setCertificateKeystoreType(keyStoreType);
    certificate.setCertificateKeystoreProvider("Turnlock");
    certificate.setCertificateKeystoreFile(keyStoreFile);
    certificate.setCertificateKeystorePassword(pin);
    certificate.setCertificateKeyAlias("web-" + algorithm);
    host.addCertificate(certificate);
    return host;
  }
}
