// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.programs.support.Child;
import org.turnlock.programs.support.Documentation;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The switch in java.security, in JVMs of their own, as README.md describes it. */
@SoftHsm
class JavaSecurityTest {
  private static final String SWITCH = "The switch in `java.security`";
  private static final String PROGRAM = NamelessProgram.class.getName();

  @TempDir private Path directory;
  private SoftHsmToken token;
  private Child child;

  @BeforeEach
  void start(SoftHsmToken given) {
    token = given;
    child = new Child(directory, token);
  }

  @Test
  void readmesExampleRunsWithReadmesLine() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Example.java"),
            Documentation.block("README.md", "Use it", "java").replace("the PIN", token.pin()));
    Path security =
        Files.writeString(
            directory.resolve("turnlock.security"),
            Documentation.block("README.md", SWITCH, "properties")
                .replace(".13=", "." + next() + "=")
                .replace("/etc/turnlock.cfg", configuration()));
    assertThat(child.java(List.of("-Djava.security.properties=" + security), source.toString()))
        .startsWith("4111 1111 1111 1111, with ");
  }

  @Test
  void readmesCommandNamesTheFileAsTested() throws Exception {
    assertThat(Documentation.block("README.md", SWITCH, "sh"))
        .startsWith("java -Djava.security.properties=turnlock.security -cp ");
  }

  @Test
  void wholeListOfProvidersReplacedWithTurnlockFirst() throws Exception {
    makeSecretKey();
    Path jdks = Path.of(System.getProperty("java.home"), "conf", "security", "java.security");
    List<String> lines = new ArrayList<>();
    lines.add("security.provider.1=Turnlock " + configuration());
    for (String line : Files.readAllLines(jdks)) {
      if (!line.startsWith("security.provider.")) {
        lines.add(line);
      }
    }
    for (int number = 1; Security.getProperty("security.provider." + number) != null; number++) {
      lines.add(
          "security.provider."
              + (number + 1)
              + "="
              + Security.getProperty("security.provider." + number));
    }
    Path security = Files.write(directory.resolve("whole.security"), lines);
    List<String> options = List.of("-Djava.security.properties==" + security);
    assertThat(child.java(options, PROGRAM, "providers")).isEqualTo("Turnlock SUN\n");
    assertThat(child.java(options, PROGRAM, "seal", "Turnlock", token.pin(), "secret"))
        .isEqualTo("19 bytes by Turnlock\n");
  }

  @Test
  void twoTokensAreTwoLines() throws Exception {
    Path second =
        Files.writeString(
            directory.resolve("second.cfg"),
            "token = software\npath = second.tlk\nproviderName = Turnlock-second\n");
    Path security =
        Files.write(
            directory.resolve("two.security"),
            List.of(
                "security.provider." + next() + "=Turnlock " + configuration(),
                "security.provider." + (next() + 1) + "=Turnlock " + second));
    assertThat(child.java(List.of("-Djava.security.properties=" + security), PROGRAM, "providers"))
        .isEqualTo("SUN Turnlock Turnlock-second\n");
  }

  @Test
  void preferredProviderServesTheObjectThatGetsItsParametersBeforeItsKey() throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      keys.make("signer", "RSA");
      Path security =
          Files.write(
              directory.resolve("preferred.security"),
              List.of(
                  "security.provider." + next() + "=Turnlock " + configuration(),
                  "jdk.security.provider.preferred=RSASSA-PSS:Turnlock"));
      assertThat(
              child.java(
                  List.of("-Djava.security.properties=" + security),
                  PROGRAM,
                  "pss",
                  "PKCS11",
                  token.pin(),
                  "signer"))
          .isEqualTo("256 bytes by Turnlock\n");
    }
  }

  private void makeSecretKey() throws Exception {
    try (TokenKeys keys = TokenKeys.on(token)) {
      KeyStore store = keys.keyStore();
      if (!store.containsAlias("secret")) {
        store.setKeyEntry("secret", new SecretKeySpec(new byte[32], "AES"), null, null);
      }
    }
  }

  private String configuration() {
    return token.turnlockConfiguration().toString();
  }

  /** The number after the last of this JDK's list. */
  private static int next() {
    int next = 1;
    while (Security.getProperty("security.provider." + next) != null) {
      next++;
    }
    return next;
  }
}
