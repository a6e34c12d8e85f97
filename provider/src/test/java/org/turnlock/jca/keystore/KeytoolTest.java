// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's keytool, as a process of its own, on a token. */
class KeytoolTest {
  private static final int SECONDS = 120;

  @TempDir Path directory;

  /** The configuration of an empty token. */
  String configuration() throws Exception {
    return "name=keytool\ntoken=software\npath=" + directory.resolve("token") + "\n";
  }

  String pin() {
    return "123456";
  }

  Map<String, String> environment() {
    return Map.of();
  }

  private String keytool(String storeType, String... arguments) throws Exception {
    Path file = directory.resolve("turnlock.cfg");
    if (Files.notExists(file)) {
      Files.writeString(file, configuration());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-cp", "-J" + System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-providerclass",
            "org.turnlock.provider.TurnlockProvider",
            "-providerarg",
            file.toString()));
    command.addAll(List.of("-keystore", "NONE", "-storetype", storeType, "-storepass", pin()));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Path output = directory.resolve("output");
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", command.subList(3, 7), text).isZero();
    return text;
  }

  @Test
  void takesATurnlockKeyStoreAsItTakesAnyOther() throws Exception {
    keytool(
        "Turnlock",
        "-genkeypair",
        "-alias",
        "plain",
        "-keyalg",
        "EC",
        "-dname",
        "CN=plain",
        "-providername",
        "Turnlock");
    assertThat(keytool("Turnlock", "-list")).containsPattern(entry("plain", "PrivateKeyEntry"));
    keytool("Turnlock", "-delete", "-alias", "plain");
    assertThat(keytool("Turnlock", "-list")).doesNotContain("plain");
  }

  @Test
  void makesSignsRenamesAndDeletesInTokenMode() throws Exception {
    String type = "PKCS11";
    keytool(
        type,
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-dname",
        "CN=ca",
        "-ext",
        "bc:c",
        "-providername",
        "Turnlock");
    keytool(
        type,
        "-genkeypair",
        "-alias",
        "ec",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=ec",
        "-providername",
        "Turnlock");
    keytool(
        type,
        "-genkeypair",
        "-alias",
        "soft",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-dname",
        "CN=soft");
    keytool(type, "-genseckey", "-alias", "aes", "-keyalg", "AES", "-keysize", "256");

    keytool(type, "-certreq", "-alias", "ec", "-file", "request");
    keytool(type, "-gencert", "-alias", "ca", "-infile", "request", "-outfile", "reply");
    keytool(type, "-importcert", "-alias", "ec", "-file", "reply");
    assertThat(keytool(type, "-list", "-v", "-alias", "ec"))
        .contains("Certificate chain length: 2", "Issuer: CN=ca");

    keytool(type, "-exportcert", "-alias", "ca", "-file", "ca.crt");
    keytool(type, "-importcert", "-noprompt", "-alias", "trusted", "-file", "ca.crt");
    keytool(type, "-changealias", "-alias", "ec", "-destalias", "signer");
    keytool(type, "-delete", "-alias", "soft");

    String listed = keytool(type, "-list");
    assertThat(listed).contains("contains 4 entries");
    assertThat(listed)
        .containsPattern(entry("aes", "SecretKeyEntry"))
        .containsPattern(entry("ca", "PrivateKeyEntry"))
        .containsPattern(entry("signer", "PrivateKeyEntry"))
        .containsPattern(entry("trusted", "trustedCertEntry"));
  }

  private static Pattern entry(String alias, String kind) {
    return Pattern.compile("(?m)^" + alias + ", (.*, )?" + kind);
  }
}
