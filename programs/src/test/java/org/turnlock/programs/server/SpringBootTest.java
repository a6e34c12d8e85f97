// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.HttpsVisitor;
import org.turnlock.programs.support.HttpsVisitor.Visit;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** A Spring Boot application with the application.properties of docs/application-servers.md. */
@SoftHsm
class SpringBootTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"'Spring Boot', web-ec, EC", "'Spring Boot, with an SSL bundle', web-rsa, RSA"})
  void servesWithTheKeyOfItsProperties(
      String heading, String alias, String algorithm, SoftHsmToken token) throws Exception {
    Path properties =
        Files.writeString(
            directory.resolve("application.properties"),
            Documentation.block(heading, "properties").replace("8443", "0"));
    try (TokenKeys keys = TokenKeys.on(token)) {
      keys.make("another", algorithm.equals("RSA") ? "EC" : "RSA");
      X509Certificate certificate = keys.make(alias, algorithm);
      try (ConfigurableApplicationContext application =
          SpringApplication.run(
              Application.class,
              "--spring.config.location=" + properties.toUri(),
              "--spring.main.banner-mode=off",
              "--TURNLOCK_PIN=" + token.pin())) {
        int port =
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        long before = keys.calls("C_Sign");
        HttpsVisitor visitor = HttpsVisitor.trusting(certificate);
        Visit expected = new Visit(200, "hello", certificate);
        assertThat(visitor.get(port)).isEqualTo(expected);
        assertThat(visitor.getWithKeyOf(algorithm, port)).isEqualTo(expected);
        assertThat(keys.calls("C_Sign") - before).isEqualTo(2);
      }
    }
  }

  /** The application. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @RestController
  public static class Application {
    @GetMapping("/hello")
    public String hello() {
      return "hello";
    }
  }
}
