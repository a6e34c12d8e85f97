// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.apache.catalina.Context;
import org.apache.catalina.startup.CatalinaBaseConfigurationSource;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.HttpsVisitor;
import org.turnlock.programs.support.HttpsVisitor.Visit;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Tomcat with the server.xml of docs/application-servers.md. */
@SoftHsm
class TomcatServerXmlTest {
  @TempDir private Path base;

  @Test
  void servesWithEachOfItsKeys(SoftHsmToken token) throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate rsa = keys.make("web-rsa", "RSA");
      X509Certificate ec = keys.make("web-ec", "EC");
      Tomcat tomcat = started(token);
      try {
        int port = tomcat.getService().findConnectors()[0].getLocalPort();
        HttpsVisitor visitor = HttpsVisitor.trusting(rsa, ec);
        long before = keys.calls("C_Sign");
        assertThat(visitor.getWithKeyOf("RSA", port)).isEqualTo(new Visit(200, "hello", rsa));
        assertThat(visitor.getWithKeyOf("EC", port)).isEqualTo(new Visit(200, "hello", ec));
        assertThat(keys.calls("C_Sign") - before).isEqualTo(2);
        assertThat(visitor.get(port).certificate()).isIn(rsa, ec);
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  private Tomcat started(SoftHsmToken token) throws Exception {
    String connector =
        Documentation.block("Tomcat", "xml")
            .replace("the PIN", token.pin())
            .replace("\"8443\"", "\"0\"");
    Path serverXml =
        Files.writeString(
            base.resolve("server.xml"),
            "<Server port=\"-1\"><Service name=\"Catalina\">"
                + connector
                + "<Engine name=\"Catalina\" defaultHost=\"localhost\">"
                + "<Host name=\"localhost\" appBase=\"webapps\"/></Engine></Service></Server>");
    Files.createDirectory(base.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.init(new CatalinaBaseConfigurationSource(base.toFile(), serverXml.toString()));
    Context context = tomcat.addContext("", base.toString());
    HelloServlet.addTo(context);
    tomcat.start();
    return tomcat;
  }
}
