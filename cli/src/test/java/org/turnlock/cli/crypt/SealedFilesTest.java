// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;
import org.turnlock.cli.Workplace;

/** {@code turnlock encrypt} and {@code turnlock decrypt}. */
class SealedFilesTest {
  private static final int MIB = 1 << 20;

  @TempDir private static Path directory;
  private static Workplace at;

  @BeforeAll
  static void make() throws IOException {
    at = Workplace.software(directory);
    at.done("key", "create", "files");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Stream<String> names(String start) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB})
  void aFileOfAnySizeComesBack(int length) throws IOException {
    String name = "size-" + length;
    Files.write(at.file(name), random(length));
    at.done("encrypt", "--key", "files", at.path(name));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(at.file(name + ".sealed"))))
        .isEqualTo("rw-------");
    at.done("decrypt", "-k", "files", at.path(name + ".sealed"), "--out", at.path(name + ".back"));
    assertThat(Files.mismatch(at.file(name), at.file(name + ".back"))).isEqualTo(-1);
    assertThat(names("." + name)).isEmpty();
  }

  @Test
  void theContextIsOrderFreeExactAndCaseSensitive() {
    byte[] sealed =
        at.through(
            "text".getBytes(StandardCharsets.UTF_8),
            "encrypt",
            "-k",
            "files",
            "-",
            "--context",
            "b=2",
            "--context",
            "a=1");
    assertThat(
            at.through(
                sealed, "decrypt", "-k", "files", "-", "--context", "a=1", "--context", "b=2"))
        .asString()
        .isEqualTo("text");
    for (String[] other : new String[][] {{}, {"a=1"}, {"a=1", "b=3"}, {"A=1", "b=2"}}) {
      String[] words =
          Stream.concat(
                  Stream.of("decrypt", "-k", "files", "-"),
                  Stream.of(other).flatMap(pair -> Stream.of("--context", pair)))
              .toArray(String[]::new);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CommandRun run = at.runner().reading(sealed).writing(out).run(words);
      assertThat(run.code()).as(String.join(" ", words)).isEqualTo(4);
      assertThat(out.size()).isZero();
    }
    assertThat(at.run("encrypt", "-k", "files", "-", "--context", "none").code()).isEqualTo(2);
    assertThat(at.run("encrypt", "-k", "files", "-", "--context", "a=1", "--context", "a=2").code())
        .isEqualTo(2);
  }

  @Test
  void aChangedFileLeavesNoOutput() throws IOException {
    Files.write(at.file("whole"), random(3 * MIB));
    at.done("encrypt", "-k", "files", at.path("whole"));
    byte[] sealed = Files.readAllBytes(at.file("whole.sealed"));
    sealed[sealed.length - 1] ^= 1;
    Files.write(at.file("changed.sealed"), sealed);
    assertThat(at.refused(4, "decrypt", "-k", "files", at.path("changed.sealed")))
        .startsWith("turnlock: " + at.path("changed.sealed") + ": ");
    assertThat(names("changed")).containsExactly("changed.sealed");
    assertThat(names(".changed")).isEmpty();

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandRun run =
        at.runner()
            .writing(out)
            .run("decrypt", "-k", "files", at.path("changed.sealed"), "-o", "-");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .contains("2,097,152 bytes given out so far are good, the rest is missing");
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(random(3 * MIB), 2 * MIB));
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyOnRequest() throws IOException {
    Files.writeString(at.file("one"), "one");
    Files.writeString(at.file("one.sealed"), "precious");
    assertThat(at.refused(1, "encrypt", "-k", "files", at.path("one"))).contains("--force");
    assertThat(at.file("one.sealed")).hasContent("precious");
    assertThat(at.json("encrypt", "-k", "files", at.path("one"), "--force"))
        .containsEntry("key", "files")
        .containsEntry("version", 1L)
        .containsEntry("bytesIn", 3L)
        .containsEntry("bytesOut", 39L);
    assertThat(at.run("decrypt", "-k", "files", at.path("one")).code()).isEqualTo(2);
    assertThat(at.refused(1, "encrypt", "-k", "files", at.path("absent")))
        .contains("absent: cannot be read: no such file");
    assertThat(at.refused(5, "encrypt", "-k", "flies", at.path("one"))).contains("'files'");
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
    String[] java = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx" + heap,
      "-XX:+UseSerialGC",
      "-cp",
      System.getProperty("java.class.path"),
      "org.turnlock.cli.Main"
    };
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(java), Stream.of(words)).toArray(String[]::new));
    builder.environment().put("TURNLOCK_CONFIG", at.configuration);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommandThatIsStoppedLeavesNoOutput(boolean killed) throws Exception {
    String name = "stopped-" + killed;
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
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
  }
}
