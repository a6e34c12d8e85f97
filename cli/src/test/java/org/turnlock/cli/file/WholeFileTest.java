// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.console.Failure;

class WholeFileTest {
  /** As a FAT file system has it. */
  private static final WholeFile.Linking NO_LINKS =
      (name, file) -> {
        throw new FileSystemException(name.toString(), null, "Operation not permitted");
      };

  @TempDir private Path directory;
  private Path target;

  @BeforeEach
  void name() {
    target = directory.resolve("target");
  }

  private static void write(WholeFile file, String text) throws IOException {
    file.stream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertNothingElse(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target));
  }

  @Test
  void withoutHardLinksItAppearsAllTheSame() throws IOException {
    try (WholeFile file = new WholeFile(target, false, Readers.OWNER, NO_LINKS)) {
      write(file, "whole");
      assertThat(target).doesNotExist();
      file.complete();
    }
    assertThat(target).hasContent("whole");
    assertThat(permissions()).isEqualTo("rw-------");
    assertNothingElse("target");
  }

  @Test
  void withAndWithoutHardLinksAFileThatCameMeanwhileStays() throws IOException {
    for (WholeFile.Linking linking : new WholeFile.Linking[] {Files::createLink, NO_LINKS}) {
      Files.deleteIfExists(target);
      try (WholeFile file = new WholeFile(target, false, Readers.OWNER, linking)) {
        write(file, "late");
        Files.writeString(target, "first");
        assertThatThrownBy(file::complete)
            .isInstanceOf(Failure.class)
            .hasMessageContaining("force");
      }
      assertThat(target).hasContent("first");
      assertNothingElse("target");
    }
  }

  @Test
  void aSymbolicLinkIsReplacedAndWhatItNamesStays() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "precious");
    Files.createSymbolicLink(target, other);
    try (WholeFile file = new WholeFile(target, true, Readers.OWNER)) {
      write(file, "whole");
      file.complete();
    }
    assertThat(target).isRegularFile().hasContent("whole");
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(other).hasContent("precious");
    Files.delete(target);
    Files.createSymbolicLink(target, directory.resolve("nowhere"));
    assertThatThrownBy(() -> new WholeFile(target, false, Readers.OWNER))
        .as("a link that leads nowhere is there")
        .isInstanceOf(Failure.class);
    assertNothingElse("target", "other");
  }

  @Test
  void whatIsPublicAndWhatWasThereKeepTheirReaders() throws IOException {
    Path usual = Files.createFile(directory.resolve("usual"));
    try (WholeFile file = new WholeFile(target, false, Readers.ANYBODY)) {
      file.complete();
    }
    assertThat(permissions())
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r--r-----"));
    try (WholeFile file = new WholeFile(target, true, Readers.AS_BEFORE)) {
      write(file, "new");
      file.complete();
    }
    assertThat(permissions()).isEqualTo("r--r-----");
    assertThat(target).hasContent("new");
    assertNothingElse("target", "usual");
  }
}
