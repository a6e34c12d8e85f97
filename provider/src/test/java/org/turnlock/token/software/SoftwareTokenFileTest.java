// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** A token in a file: made by the first login, opened by its PIN only, shut by logout. */
class SoftwareTokenFileTest {
  @TempDir Path directory;

  @Test
  void firstLoginMakesTheFileForItsOwnerOnly() throws Exception {
    Path file = directory.resolve("a/b/keys.tok");
    try (SoftwareToken token = TestTokens.locked(file)) {
      assertThat(file).doesNotExist();
      assertThat(token.description().serial()).isEmpty();
      token.login().login(TestTokens.PIN);
      assertThat(mode(file)).isEqualTo("rw-------");
      assertThat(mode(file.getParent())).isEqualTo("rwx------");
      assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
      assertThat(token.description().label()).isEqualTo("keys.tok");
      assertThat(token.description().serial()).hasSize(32);
    }
  }

  @Test
  void keysOutliveTheProcessThatMadeThem() throws Exception {
    Path file = directory.resolve("token");
    String fingerprint;
    String serial;
    try (SoftwareToken token = TestTokens.open(file)) {
      fingerprint = TestTokens.fingerprint(token, TestTokens.newKey(token, "ключ"));
      serial = token.description().serial();
    }
    try (SoftwareToken token = TestTokens.open(file)) {
      assertThat(token.objects().keys()).hasSize(1);
      TokenKey key = token.objects().keys().get(0);
      assertThat(key.attributes().label()).isEqualTo("ключ");
      assertThat(key.attributes().resident()).isTrue();
      assertThat(TestTokens.fingerprint(token, key)).isEqualTo(fingerprint);
      assertThat(token.description().serial()).isEqualTo(serial);
    }
  }

  @Test
  void wrongPinIsAFailedLoginEvenWhenLoggedIn() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken token = TestTokens.open(file)) {
      TokenKey key = TestTokens.newKey(token, "k");
      for (String wrong : new String[] {"1235", "", "12345", "1234\0"}) {
        assertThatThrownBy(() -> token.login().login(wrong.toCharArray()))
            .isInstanceOf(FailedLoginException.class)
            .hasMessage("wrong PIN");
      }
      assertThatThrownBy(() -> token.login().login(null)).isInstanceOf(FailedLoginException.class);
      assertThat(token.login().loggedIn()).isTrue();
      assertThat(TestTokens.fingerprint(token, key)).isNotEmpty();
    }
    try (SoftwareToken token = TestTokens.locked(file)) {
      assertThatThrownBy(() -> token.login().login("4321".toCharArray()))
          .isInstanceOf(FailedLoginException.class);
      assertThat(token.login().loggedIn()).isFalse();
    }
  }

  @Test
  void tooShortPinMakesNoFile() {
    Path file = directory.resolve("token");
    SoftwareToken token = TestTokens.locked(file);
    assertThatThrownBy(() -> token.login().login("123".toCharArray()))
        .isInstanceOf(LoginException.class)
        .hasMessageContaining("at least 4");
    assertThat(file).doesNotExist();
  }

  @Test
  void loggedOutTokenShowsNothingAndUsesNothing() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken token = TestTokens.open(file)) {
      TokenKey resident = TestTokens.newKey(token, "resident");
      TokenKey session =
          token
              .objects()
              .generateSecretKey(Ckk.GENERIC_SECRET, 32, NewKey.session(Set.of(KeyUsage.SIGN)));
      String fingerprint = TestTokens.fingerprint(token, resident);
      token.login().logout();
      token.login().logout();
      assertThat(token.login().loggedIn()).isFalse();
      assertThat(token.objects().keys()).isEmpty();
      assertThat(token.objects().certificates()).isEmpty();
      assertReason(Reason.NOT_LOGGED_IN, () -> TestTokens.fingerprint(token, resident));
      assertReason(Reason.NOT_LOGGED_IN, () -> TestTokens.fingerprint(token, session));
      assertReason(Reason.NOT_LOGGED_IN, () -> TestTokens.newKey(token, "x"));
      assertReason(Reason.NOT_LOGGED_IN, () -> token.objects().destroy(resident));

      token.login().login(TestTokens.PIN);
      assertThat(TestTokens.fingerprint(token, resident)).isEqualTo(fingerprint);
      assertReason(Reason.KEY_REFUSED, () -> TestTokens.fingerprint(token, session));
    }
  }

  @Test
  void changedPinReplacesTheOldOneAndDisturbsNobody() throws Exception {
    Path file = directory.resolve("token");
    char[] second = "a longer ПИН".toCharArray();
    try (SoftwareToken token = TestTokens.open(file);
        SoftwareToken other = TestTokens.open(file)) {
      TokenKey key = TestTokens.newKey(token, "k");
      String fingerprint = TestTokens.fingerprint(token, key);
      assertThatThrownBy(() -> token.changePin("0000".toCharArray(), second))
          .isInstanceOf(FailedLoginException.class);
      assertThatThrownBy(() -> token.changePin(TestTokens.PIN, "abc".toCharArray()))
          .hasMessageContaining("at least 4");
      token.changePin(TestTokens.PIN, second);
      assertThat(TestTokens.fingerprint(token, key)).isEqualTo(fingerprint);
      TestTokens.newKey(other, "made by one who logged in with the old PIN");
      assertThat(token.objects().keys()).hasSize(2);
      assertThatThrownBy(() -> token.login().login(TestTokens.PIN))
          .isInstanceOf(FailedLoginException.class);
      token.login().login(second);

      SoftwareToken loggedOut = TestTokens.locked(file);
      loggedOut.changePin(second, TestTokens.PIN);
      assertThat(loggedOut.login().loggedIn()).isFalse();
      loggedOut.login().login(TestTokens.PIN);
      assertThat(loggedOut.objects().keys()).hasSize(2);
    }
  }

  @Test
  void standardPinCostIsMemoryHard() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken token = SoftwareToken.open(file, AttributeRules.NONE)) {
      token.login().login(TestTokens.PIN);
      TokenFileHeader header = TokenFileHeader.decode(Files.readAllBytes(file));
      assertThat(header.cost()).isEqualTo(new PinCost(65_536, 3, 1));
    }
  }

  @Test
  void closedTokenRefusesEverything() throws Exception {
    SoftwareToken token = TestTokens.open(directory.resolve("token"));
    TokenKey key = TestTokens.newKey(token, "k");
    token.close();
    token.close();
    assertReason(Reason.UNAVAILABLE, () -> TestTokens.fingerprint(token, key));
    assertReason(Reason.UNAVAILABLE, () -> token.objects().keys());
    assertReason(Reason.UNAVAILABLE, () -> token.objects().certificates());
    assertReason(Reason.UNAVAILABLE, () -> TestTokens.newKey(token, "x"));
    assertReason(Reason.UNAVAILABLE, () -> token.objects().relabel(key, "x"));
    assertReason(Reason.UNAVAILABLE, () -> token.objects().destroy(key));
    assertReason(
        Reason.UNAVAILABLE, () -> token.cryptography().random(java.nio.ByteBuffer.allocate(1)));
    assertReason(Reason.UNAVAILABLE, () -> token.description());
    assertThatThrownBy(() -> token.login().login(TestTokens.PIN))
        .isInstanceOf(TokenException.class);
  }

  @Test
  void vanishedFileIsToldAndNotMadeAgain() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken token = TestTokens.open(file)) {
      Files.delete(file);
      assertReason(Reason.UNAVAILABLE, () -> TestTokens.newKey(token, "x"));
      assertReason(Reason.UNAVAILABLE, () -> token.objects().keys());
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void anotherTokensFileInItsPlaceNeedsANewLogin() throws Exception {
    Path file = directory.resolve("token");
    Path second = directory.resolve("second");
    TestTokens.open(second).close();
    try (SoftwareToken token = TestTokens.open(file)) {
      TokenKey key = TestTokens.newKey(token, "lost");
      Files.copy(second, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> TestTokens.newKey(token, "x"))
          .hasMessageContaining("replaced by another token");
      token.login().login(TestTokens.PIN);
      assertThat(token.objects().keys()).isEmpty();
      assertReason(Reason.KEY_REFUSED, () -> TestTokens.fingerprint(token, key));
    }
  }

  @Test
  void symbolicLinkStaysALinkAndTheModeStaysAsItWasSet() throws Exception {
    Path real = directory.resolve("real/token");
    Path link = directory.resolve("link");
    TestTokens.open(real).close();
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(link, real);
    try (SoftwareToken token = TestTokens.open(link)) {
      TestTokens.newKey(token, "k");
    }
    assertThat(link).isSymbolicLink();
    assertThat(mode(real)).isEqualTo("rw-r-----");
    try (SoftwareToken token = TestTokens.open(real)) {
      assertThat(token.objects().keys()).hasSize(1);
    }
  }

  private static void assertReason(Reason reason, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
