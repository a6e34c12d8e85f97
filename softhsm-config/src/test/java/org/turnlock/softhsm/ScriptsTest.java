// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** install.sh and provision.sh, run twice. */
class ScriptsTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path SHELL = Path.of("/bin/sh");

  @Test
  void installIsSilentWhereAllIsThere() {
    assertThat(script("install.sh")).isEmpty();
    assertThat(script("install.sh")).isEmpty();
  }

  @Test
  void whatIsAbsentIsInstalledAfterOneUpdateOfTheList() throws IOException {
    Path bin = TemporaryDirectories.create("turnlock-bin-");
    for (String tool : List.of("cat", "env", "id", "mktemp", "rm", "chmod")) {
      Files.createSymbolicLink(
          bin.resolve(tool), new Libraries(Map.of("PATH", "/usr/bin:/bin")).tool(tool));
    }
    Files.createSymbolicLink(bin.resolve("sudo"), bin.resolve("env"));
    Path aptGet = bin.resolve("apt-get");
    Files.writeString(
        aptGet,
        """
        #!/bin/sh
        cd "${0%/*}"
        echo "$*" >>log
        case $1 in
          update) : >updated ;;
          install)
            [ -e updated ] || exit 100
            for tool in softhsm2-util certutil openssl p11-kit pkcs11-tool; do : >$tool; chmod 755 $tool; done ;;
        esac
        """);
    assertThat(aptGet.toFile().setExecutable(true)).isTrue();

    String install = MODULE.resolve("install.sh").toString();
    Map<String, String> path = Map.of("PATH", bin.toString());
    assertThat(Command.run(path, SHELL, install)).startsWith("install.sh: installing softhsm2 ");
    assertThat(Command.run(path, SHELL, install)).isEmpty();
    assertThat(Files.readString(bin.resolve("log")).lines().map(line -> line.split(" ")[0]))
        .containsExactly("install", "update", "install");
  }

  @Test
  void aSecondProvisioningChangesNothing(@TempDir Path parent) throws IOException {
    Path directory = parent.resolve("it's a $HOME");
    String first = script("provision.sh", "--dir", directory.toString());
    Map<Path, Long> files = sizes(directory);
    assertThat(script("provision.sh", "--dir", directory.toString())).isEqualTo(first);
    assertThat(sizes(directory)).isEqualTo(files);
    assertThat(Files.list(directory.resolve("tokens"))).hasSize(1);

    String seen =
        Command.run(
            Map.of("LINES", first),
            SHELL,
            "-c",
            "eval \"$LINES\"; cat \"$SOFTHSM2_CONF\" \"$TURNLOCK_CONFIG\" \"$SUNPKCS11_CONFIG\";"
                + " echo \"$TOKEN_LABEL $TOKEN_PIN $TOKEN_SO_PIN\"; ls \"$SOFTHSM2_LIBRARY\"");
    assertThat(seen)
        .contains("directories.tokendir = " + directory.toRealPath() + "/tokens")
        .contains("slotListIndex = 0")
        .contains("pinSource = \"file:" + directory.toRealPath() + "/pin\"")
        .contains("turnlock 123456 87654321")
        .doesNotContain("@");
  }

  @Test
  void twoLabelsInOneDirectoryAreTwoTokens(@TempDir Path directory) throws IOException {
    script("provision.sh", "--dir", directory.toString(), "--label", "a b", "--pin", "4711");
    assertThat(script("provision.sh", "--dir", directory.toString(), "--label", "c"))
        .contains("TOKEN_PIN=4711")
        .contains("TOKEN_LABEL=c");
    assertThat(Files.list(directory.resolve("tokens"))).hasSize(2);
  }

  @Test
  void wrongUseIsRefusedWithAReason(@TempDir Path directory) {
    assertThatThrownBy(() -> script("provision.sh", "--colour", "red"))
        .hasMessageContaining("unknown option --colour")
        .hasMessageContaining("usage:");
    assertThatThrownBy(() -> script("provision.sh", "--pin"))
        .hasMessageContaining("--pin needs a value");
    script("provision.sh", "--dir", directory.toString());
    assertThatThrownBy(
            () -> script("provision.sh", "--dir", directory.toString(), "--pin", "other"))
        .hasMessageContaining("another PIN");
  }

  @Test
  void shellcheckFindsNothing() {
    Path shellcheck;
    try {
      shellcheck = new Libraries(System.getenv()).tool("shellcheck");
    } catch (IllegalStateException absent) {
      Assumptions.abort("shellcheck is not installed");
      return;
    }
    assertThat(
            Command.run(
                Map.of(),
                shellcheck,
                MODULE.resolve("install.sh").toString(),
                MODULE.resolve("provision.sh").toString()))
        .isEmpty();
  }

  private static String script(String name, String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = MODULE.resolve(name).toString();
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Command.run(Map.of(), SHELL, line);
  }

  private static Map<Path, Long> sizes(Path directory) throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(file, Files.size(file));
      }
    }
    return sizes;
  }
}
