// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Properties;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.HttpsVisitor;
import org.turnlock.programs.support.HttpsVisitor.Visit;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Jetty by its own keystore settings. */
@SoftHsm
class JettyTest {
  private static final String CONFIGURATION_FILE = "/etc/turnlock.cfg";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"RSA, PKCS11", "RSA, Turnlock", "EC, PKCS11", "EC, Turnlock"})
  void servesWithAKeyOfTheToken(String algorithm, String keyStoreType, SoftHsmToken token)
      throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      // Jetty goes by the host's name first, and by the alias among equals.
      keys.make("another", algorithm.equals("RSA") ? "EC" : "RSA", "other.example");
      X509Certificate certificate = keys.make("web", algorithm);
      SslContextFactory.Server ssl = new SslContextFactory.Server();
      ssl.setKeyStoreType(keyStoreType);
      ssl.setKeyStoreProvider("Turnlock");
      ssl.setKeyStorePath(token.turnlockConfiguration().toString());
      ssl.setKeyStorePassword(token.pin());
      ssl.setCertAlias("web");
      serve(ssl, keys, algorithm, certificate);
    }
  }

  @Test
  void propertiesOfTheDocumentation(SoftHsmToken token) throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate certificate = keys.make("web-rsa", "RSA");
      Properties properties = new Properties();
      properties.load(
          new StringReader(
              Documentation.block("Jetty", "properties")
                  .replace("the PIN", token.pin())
                  .replace(CONFIGURATION_FILE, token.turnlockConfiguration().toString())));
      serve(fromProperties(properties), keys, "RSA", certificate);
    }
  }

  @Test
  void codeOfTheDocumentationIsWhatIsTested() throws Exception {
    assertThat(Documentation.block("Jetty", "java").lines().skip(1))
        .containsExactly(
            "ssl.setKeyStoreType(\"PKCS11\");",
            "ssl.setKeyStoreProvider(\"Turnlock\");",
            "ssl.setKeyStorePath(\"" + CONFIGURATION_FILE + "\");",
            "ssl.setKeyStorePassword(\"the PIN\");",
            "ssl.setCertAlias(\"web-ec\");");
  }

  /** What jetty-ssl-context.xml of Jetty's distribution makes of these properties. */
  private SslContextFactory.Server fromProperties(Properties properties) throws Exception {
    StringBuilder xml = new StringBuilder("<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\"");
    xml.append(" \"https://jetty.org/configure_10_0.dtd\"><Configure class=\"");
    xml.append(SslContextFactory.Server.class.getName()).append("\">");
    for (String name : properties.stringPropertyNames()) {
      String setter = name.substring("jetty.sslContext.".length());
      String bean = Character.toUpperCase(setter.charAt(0)) + setter.substring(1);
      xml.append("<Set name=\"" + bean + "\"><Property name=\"" + name + "\"/></Set>");
    }
    xml.append("</Configure>");
    Path file = directory.resolve("ssl.xml");
    Files.writeString(file, xml, StandardCharsets.UTF_8);
    XmlConfiguration configuration = new XmlConfiguration(ResourceFactory.root().newResource(file));
    properties
        .stringPropertyNames()
        .forEach(name -> configuration.getProperties().put(name, properties.getProperty(name)));
    return (SslContextFactory.Server) configuration.configure(new SslContextFactory.Server());
  }

  private static void serve(
      SslContextFactory.Server ssl, TokenKeys keys, String algorithm, X509Certificate certificate)
      throws Exception {
    Server server = new Server();
    HttpConfiguration https = new HttpConfiguration();
    https.addCustomizer(new SecureRequestCustomizer());
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(https));
    server.addConnector(connector);
    server.setHandler(new Hello());
    server.start();
    try {
      long before = keys.calls("C_Sign");
      HttpsVisitor visitor = HttpsVisitor.trusting(certificate);
      Visit expected = new Visit(200, "hello", certificate);
      assertThat(visitor.get(connector.getLocalPort())).isEqualTo(expected);
      assertThat(visitor.getWithKeyOf(algorithm, connector.getLocalPort())).isEqualTo(expected);
      assertThat(keys.calls("C_Sign") - before).isEqualTo(2);
    } finally {
      server.stop();
    }
  }

  private static final class Hello extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, "hello", callback);
      return true;
    }
  }
}
