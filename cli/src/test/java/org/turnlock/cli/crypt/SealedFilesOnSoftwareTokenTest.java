// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.cli.Launch;
import org.turnlock.cli.Workplace;

class SealedFilesOnSoftwareTokenTest extends SealedFilesContract {
  @BeforeAll
  static void make(@TempDir Path directory) throws IOException {
    begin(Workplace.software(directory));
  }

  /** Word for word, but for the names of the key and of the files. */
  @Test
  void theRotationInTheReadmeRuns() throws IOException {
    String readme = Files.readString(Launch.SOURCE_TREE.resolve("README.md"));
    String commands = readme.substring(readme.indexOf("./turnlock key create payments"));
    Files.writeString(at.file("report.pdf"), "a report");
    List<String> lines = commands.substring(0, commands.indexOf("```")).lines().toList();
    assertThat(lines).hasSize(5);
    for (String line : lines) {
      String[] words = line.replaceFirst("^\\./turnlock ", "").split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i].contains(".pdf") ? at.path(words[i]) : words[i];
        words[i] = words[i].equals("payments") ? "of-the-readme" : words[i];
      }
      at.done(words);
    }
    assertThat(at.file("again.pdf")).hasContent("a report");
    assertThat(at.json("key", "describe", "of-the-readme")).containsEntry("current", 2L);
  }

  @Test
  void aFullDiskIsAFailure() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Files.write(at.file("much"), random(3 * MIB));
    assertThat(at.refused(1, "encrypt", "-k", "files", at.path("much"), "-o", "/dev/full"))
        .contains("No space left on device");
  }

  private static Process child(String heap, String... words) throws IOException {
    String[] java = Launch.jvm("-Xmx" + heap, "-XX:+UseSerialGC", "org.turnlock.cli.Main");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(java), Stream.of(words)).toArray(String[]::new));
    builder.environment().put("TURNLOCK_CONFIG", at.configuration);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommandThatIsStoppedLeavesNoOutput(boolean killed) throws Exception {
    String name = "stopped-" + killed;
    try (WatchService watch = at.directory.getFileSystem().newWatchService()) {
      at.directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process = child("64m", "encrypt", "-k", "files", "-", "-o", at.path(name));
      try {
        process.getOutputStream().write(random(2 * MIB + 1));
        process.getOutputStream().flush();
        while (names("." + name).findAny().isEmpty()) {
          WatchKey key = watch.poll(1, TimeUnit.MINUTES);
          assertThat(key).as("the file that grows").isNotNull();
          key.pollEvents();
          key.reset();
        }
        ProcessHandle handle = process.toHandle();
        assertThat(killed ? handle.destroyForcibly() : handle.destroy()).isTrue();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(at.file(name)).doesNotExist();
    assertThat(names("." + name)).hasSize(killed ? 1 : 0);
  }

  @Test
  void memoryDoesNotGrowWithTheFile() throws Exception {
    long length = 48L * MIB;
    try (RandomAccessFile sparse = new RandomAccessFile(at.path("large"), "rw")) {
      sparse.setLength(length);
    }
    Process encrypt = child("32m", "encrypt", "-k", "files", at.path("large"), "-o", "-");
    Process decrypt = child("32m", "decrypt", "-k", "files", "-");
    endLater(encrypt, decrypt);
    Thread pipe =
        new Thread(
            () -> {
              try (var to = decrypt.getOutputStream()) {
                encrypt.getInputStream().transferTo(to);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    pipe.start();
    long got = 0;
    try (InputStream plain = decrypt.getInputStream()) {
      byte[] piece = new byte[MIB];
      for (int n = plain.read(piece); n >= 0; n = plain.read(piece)) {
        got += n;
      }
    } finally {
      pipe.join();
    }
    assertThat(encrypt.waitFor()).isZero();
    assertThat(decrypt.waitFor()).isZero();
    assertThat(got).isEqualTo(length);

    at.done("key", "create", "mac", "--type", "HmacSHA256");
    at.done("sign", "-k", "mac", at.path("large"), "-o", at.path("large.mac"));
    at.done("key", "rotate", "mac");
    Process verify =
        child("32m", "verify", "-k", "mac", at.path("large"), "-s", at.path("large.mac"));
    endLater(verify);
    assertThat(new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("good signature of mac@1");
  }

  /** Where a process hangs the test fails: its streams end then, and its exit code is not 0. */
  private static void endLater(Process... processes) {
    CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES)
        .execute(() -> Stream.of(processes).forEach(Process::destroyForcibly));
  }
}
