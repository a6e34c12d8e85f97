// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each script starts its token once, says how to see it, and ends what it has started. */
class TokenServerTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  private static List<Path> pidFiles(ServedToken token) throws IOException {
    try (Stream<Path> files = Files.walk(token.directory())) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
  }

  private static ProcessHandle process(Path pidFile) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenIsServedUntilItIsStopped(TokenServer server) throws Exception {
    String obstacle = server.obstacle().orElse("");
    assumeTrue(obstacle.isEmpty(), obstacle);
    ServedToken token = server.start();
    assertThat(token.library()).exists();
    assertThat(token.environment().isEmpty()).isNotEqualTo(token.wrapper().isEmpty());
    List<ProcessHandle> servers = new java.util.ArrayList<>();
    for (Path file : pidFiles(token)) {
      servers.add(process(file));
    }
    assertThat(servers).isNotEmpty().allMatch(ProcessHandle::isAlive);

    token.restart();
    for (Path file : pidFiles(token)) {
      assertThat(servers).contains(process(file));
    }
    token.stop();
    for (ProcessHandle ended : servers) {
      ended.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
    }
    assertThat(pidFiles(token)).isEmpty();
    token.stop();
    token.restart();
    assertThat(pidFiles(token)).hasSameSizeAs(servers);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAbsentIsNamedWithTheWayToGetIt(TokenServer server) {
    String script = server.script();
    Map<String, String> bare = Map.of("PATH", bareDirectory().toString());
    Command.Result check =
        Command.result(bare, Path.of("/bin/sh"), MODULE.resolve(script).toString(), "check");
    assertThat(check.status()).isEqualTo(3);
    assertThat(check.output())
        .startsWith(script + ": not installed: ")
        .contains("softhsm-config/install.sh --all-tokens");
  }

  private static Path bareDirectory() {
    Path bin = TemporaryDirectories.create("turnlock-bin-");
    try {
      return Files.createSymbolicLink(
              bin.resolve("dirname"),
              new Libraries(Map.of("PATH", "/usr/bin:/bin")).tool("dirname"))
          .getParent();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void wrongUseIsRefused() {
    for (String[] line : new String[][] {{}, {"start"}, {"begin", "x"}, {"stop", "a", "b"}}) {
      String[] arguments = new String[line.length + 1];
      arguments[0] = MODULE.resolve("tpm2.sh").toString();
      System.arraycopy(line, 0, arguments, 1, line.length);
      assertThatIllegalStateException()
          .isThrownBy(() -> Command.run(Map.of(), Path.of("/bin/sh"), arguments))
          .withMessageContaining("usage: tpm2.sh check | start DIR | stop DIR");
    }
  }
}
