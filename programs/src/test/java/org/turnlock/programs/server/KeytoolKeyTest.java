// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.programs.support.Child;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The keytool command of docs/application-servers.md makes a key that a server can use. */
@SoftHsm
class KeytoolKeyTest {
  @TempDir private Path directory;

  @Test
  void commandOfTheDocumentationMakesAKeyInTheToken(SoftHsmToken token) throws Exception {
    int next = 1;
    while (Security.getProperty("security.provider." + next) != null) {
      next++;
    }
    Path security =
        Files.writeString(
            directory.resolve("turnlock.security"),
            "security.provider." + next + "=Turnlock " + token.turnlockConfiguration() + "\n");
    String command =
        Documentation.block("A key and its certificate", "sh")
            .replaceFirst("^keytool", Child.jdk("keytool"))
            .replace("/opt/turnlock/*", System.getProperty("java.class.path"))
            .replace("/etc/turnlock.security", security.toString())
            .replace("the PIN", token.pin());
    new Child(directory, token).run(List.of("sh", "-e", "-c", command));

    try (TokenKeys keys = TokenKeys.on(token)) {
      X509Certificate certificate = (X509Certificate) keys.keyStore().getCertificate("web-rsa");
      assertThat(certificate.getSubjectAlternativeNames()).contains(List.of(2, "localhost"));
      PrivateKey key = keys.privateKey("web-rsa");
      assertThat(key.getEncoded()).isNull();
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      assertThat(signature.verify(signed)).isTrue();
    }
  }
}
