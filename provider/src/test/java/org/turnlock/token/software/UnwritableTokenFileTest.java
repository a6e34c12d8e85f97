// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** Where a token file cannot be made, read or written, the error says so and names it. */
class UnwritableTokenFileTest {
  @TempDir Path directory;

  @Test
  void directoryThatCannotBeMadeIsTold() throws Exception {
    Path plainFile = Files.writeString(directory.resolve("plain"), "x");
    Path file = plainFile.resolve("sub/token");
    assertThatThrownBy(() -> TestTokens.open(file))
        .isInstanceOf(LoginException.class)
        .isNotInstanceOf(FailedLoginException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void directoryInPlaceOfTheFileIsTold() throws Exception {
    Path file = Files.createDirectory(directory.resolve("token"));
    assertThatThrownBy(() -> TestTokens.open(file))
        .isInstanceOf(LoginException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void lockThatCannotBeTakenMakesTheTokenReadOnly() throws Exception {
    Path file = directory.resolve("token");
    String fingerprint;
    try (SoftwareToken token = TestTokens.open(file)) {
      fingerprint = TestTokens.fingerprint(token, TestTokens.newKey(token, "k"));
    }
    Path lock = directory.resolve("token.lock");
    Files.delete(lock);
    Files.createDirectory(lock);
    assertReadOnly(file, fingerprint);
  }

  @Test
  void readOnlyDirectoryMakesTheTokenReadOnly() throws Exception {
    assumeThat(System.getProperty("user.name")).as("root may write anywhere").isNotEqualTo("root");
    Path file = directory.resolve("d/token");
    String fingerprint;
    try (SoftwareToken token = TestTokens.open(file)) {
      fingerprint = TestTokens.fingerprint(token, TestTokens.newKey(token, "k"));
    }
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("r-x------"));
    try {
      assertReadOnly(file, fingerprint);
    } finally {
      Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void leftoverOfAKilledWriterIsRemovedAtTheNextLogin() throws Exception {
    Path file = directory.resolve("token");
    TestTokens.open(file).close();
    Path leftover = Files.writeString(directory.resolve("token.new"), "half a file");
    TestTokens.open(file).close();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void leftoverDoesNotHinderAWriterThatIsLoggedIn() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken token = TestTokens.open(file)) {
      Files.writeString(directory.resolve("token.new"), "half a file");
      TestTokens.newKey(token, "k");
      assertThat(directory.resolve("token.new")).doesNotExist();
    }
  }

  private static void assertReadOnly(Path file, String fingerprint) throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (SoftwareToken token = TestTokens.open(file)) {
      TokenKey key = token.objects().keys().get(0);
      assertThat(TestTokens.fingerprint(token, key)).isEqualTo(fingerprint);
      assertThatThrownBy(() -> TestTokens.newKey(token, "x"))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("writable")
          .isInstanceOfSatisfying(
              TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_WRITABLE));
      assertThatThrownBy(() -> token.objects().destroy(key)).isInstanceOf(TokenException.class);
      assertThat(TestTokens.fingerprint(token, key)).isEqualTo(fingerprint);
      assertThat(token.objects().keys()).hasSize(1);
    }
    assertThat(file).hasBinaryContent(before);
  }
}
