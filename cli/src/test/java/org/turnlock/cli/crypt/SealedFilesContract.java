// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.JsonText;
import org.turnlock.cli.Workplace;

/** {@code turnlock encrypt} and {@code turnlock decrypt}. */
abstract class SealedFilesContract {
  static final int MIB = 1 << 20;

  static Workplace at;

  static void begin(Workplace workplace) {
    at = workplace;
    at.done("key", "create", "files");
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static Stream<String> names(String start) throws IOException {
    try (Stream<Path> files = Files.list(at.directory)) {
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

  // Encrypted anew.

  private static void sealed(String key, String name, int length, String... context)
      throws IOException {
    Files.write(at.file(name), random(length));
    String[] words = {"encrypt", "-k", key, at.path(name)};
    at.done(
        Stream.concat(
                Stream.of(words), Stream.of(context).flatMap(pair -> Stream.of("--context", pair)))
            .toArray(String[]::new));
  }

  @SuppressWarnings("unchecked")
  private static List<Object> statuses(Map<String, Object> report) {
    return ((List<Map<String, Object>>) report.get("files"))
        .stream().map(file -> file.get("status")).toList();
  }

  @Test
  void filesComeUnderTheCurrentVersionWhereTheyAre() throws IOException {
    at.done("key", "create", "anew");
    for (int length : new int[] {0, 5, MIB, 2 * MIB + 1}) {
      sealed("anew", "anew-" + length, length, "a=1");
    }
    Files.setPosixFilePermissions(
        at.file("anew-5.sealed"), PosixFilePermissions.fromString("r--r-----"));
    Path link = Files.createSymbolicLink(at.file("link"), Path.of("anew-0.sealed"));
    at.done("key", "rotate", "anew");
    String[] words = {
      "reencrypt",
      "-k",
      "anew",
      at.path("link"),
      at.path("anew-5.sealed"),
      at.path("anew-" + MIB + ".sealed"),
      at.path("anew-" + (2 * MIB + 1) + ".sealed"),
      "--context",
      "a=1"
    };
    assertThat(at.done(words).lines())
        .hasSize(5)
        .contains(at.path("anew-5.sealed") + ": anew@1 -> anew@2")
        .endsWith("4 files: 4 encrypted anew, 0 were already, 0 failed");
    assertThat(statuses(at.json(words))).hasSize(4).containsOnly("already");
    assertThat(link).isSymbolicLink();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(at.file("anew-5.sealed"))))
        .isEqualTo("r--r-----");
    at.done("key", "destroy-version", "anew@1", "--yes");
    for (int length : new int[] {0, 5, MIB, 2 * MIB + 1}) {
      String name = "anew-" + length;
      String back = at.path(name + ".back");
      at.done("decrypt", "-k", "anew", at.path(name + ".sealed"), "-o", back, "--context", "a=1");
      assertThat(Files.mismatch(at.file(name), at.file(name + ".back"))).isEqualTo(-1);
    }
    assertThat(names(".anew")).isEmpty();
  }

  @Test
  void filesComeUnderAnotherKeyAndContext() throws IOException {
    at.done("key", "create", "old");
    at.done("key", "create", "new");
    sealed("old", "moved", MIB + 1, "a=1");
    String file = at.path("moved.sealed");
    String[] words = {
      "reencrypt", "-k", "old", "--to", "new", file, "--context", "a=1", "--to-context", "b=2"
    };
    assertThat(at.done(words)).isEqualTo(file + ": old@1 -> new@1\n");
    assertThat(statuses(at.json(words))).containsExactly("already");
    at.done("key", "delete", "old", "--days", "7", "--yes");
    at.done("decrypt", "-k", "new", file, "-o", at.path("moved.back"), "--context", "b=2");
    assertThat(Files.mismatch(at.file("moved"), at.file("moved.back"))).isEqualTo(-1);
    assertThat(at.refused(6, words)).endsWith("see: turnlock key cancel-deletion old");
  }

  @Test
  void aFileThatFailsStaysAndTheOthersAreDone() throws IOException {
    at.done("key", "create", "some");
    sealed("some", "some-1", 2 * MIB);
    sealed("some", "some-2", 9);
    byte[] bytes = Files.readAllBytes(at.file("some-1.sealed"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(at.file("some-1.sealed"), bytes);
    at.done("key", "rotate", "some");
    CommandRun run =
        at.run(
            "reencrypt",
            "-k",
            "some",
            at.path("some-1.sealed"),
            at.path("some-0.sealed"),
            at.path("some-2.sealed"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("turnlock: " + at.path("some-")))
        .anyMatch(
            line -> line.endsWith("some-0.sealed: cannot be read: no such file or directory"));
    assertThat(run.lines()).endsWith("3 files: 1 encrypted anew, 0 were already, 2 failed");
    assertThat(at.file("some-1.sealed")).hasBinaryContent(bytes);
    assertThat(names(".some")).isEmpty();
    CommandRun changed = at.run("reencrypt", "-k", "some", at.path("some-1.sealed"), "--json");
    assertThat(statuses(JsonText.object(changed.out()))).containsExactly("failed");
  }

  @Test
  void aSealedStreamIsEncryptedAnewOnItsWay() throws IOException {
    sealed("files", "piped", 3 * MIB);
    byte[] before = Files.readAllBytes(at.file("piped.sealed"));
    byte[] after = at.through(before, "reencrypt", "-k", "files", "-");
    assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
    assertThat(at.through(after, "decrypt", "-k", "files", "-")).isEqualTo(random(3 * MIB));
    String file = at.path("piped.sealed");
    at.done("reencrypt", "-k", "files", file, "-o", at.path("piped.other"));
    assertThat(at.file("piped.sealed")).hasBinaryContent(before);
    assertThat(at.refused(1, "reencrypt", "-k", "files", file, "-o", at.path("piped.other")))
        .contains("--force");
    for (String line :
        new String[] {"a b -o c", "a -", "a --force", "a --to files@2", "a --to-context x"}) {
      String[] words = ("reencrypt -k files " + line).split(" ");
      assertThat(at.run(words).code()).as(line).isEqualTo(2);
    }
  }
}
