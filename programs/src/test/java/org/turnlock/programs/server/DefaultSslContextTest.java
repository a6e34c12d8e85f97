// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.HttpsVisitor;
import org.turnlock.programs.support.HttpsVisitor.Visit;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The JDK's own HTTPS server, with JSSE configured as docs/application-servers.md says. */
@SoftHsm
class DefaultSslContextTest {
  @Test
  void systemPropertiesAreEnough(SoftHsmToken token) throws Exception {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            Documentation.block("Plain JSSE", "properties").replace("the PIN", token.pin())));
    properties.forEach((name, value) -> System.setProperty((String) name, (String) value));
    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate rsa = keys.make("web-rsa", "RSA");
      X509Certificate ec = keys.make("web-ec", "EC");
      serve(SSLContext.getDefault(), keys, rsa, ec);
    }
  }

  @Test
  void codeOfTheDocumentation(SoftHsmToken token) throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate rsa = keys.make("web-rsa", "RSA");
      X509Certificate ec = keys.make("web-ec", "EC");
      KeyStore store = KeyStore.getInstance("PKCS11", "Turnlock");
      store.load(null, token.pinChars());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      serve(context, keys, rsa, ec);
    }
  }

  private static void serve(
      SSLContext context, TokenKeys keys, X509Certificate rsa, X509Certificate ec)
      throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/hello",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      HttpsVisitor visitor = HttpsVisitor.trusting(rsa, ec);
      long before = keys.calls("C_Sign");
      assertThat(visitor.getWithKeyOf("RSA", port)).isEqualTo(new Visit(200, "hello", rsa));
      assertThat(visitor.getWithKeyOf("EC", port)).isEqualTo(new Visit(200, "hello", ec));
      assertThat(visitor.get(port).certificate()).isIn(rsa, ec);
      assertThat(keys.calls("C_Sign") - before).isEqualTo(3);
    } finally {
      server.stop(0);
    }
  }
}
