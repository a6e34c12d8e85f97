// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.TokenException;

/** Damage to a token file is told as damage, wherever it is, and never as a wrong PIN. */
class TokenFileDamageTest {
  private static final int CHECKED = 140;

  @TempDir Path directory;
  private Path file;
  private byte[] good;

  @BeforeEach
  void makeFileWithKeys() throws Exception {
    file = directory.resolve("token");
    try (SoftwareToken token = TestTokens.open(file)) {
      TestTokens.newKey(token, "a");
      TestTokens.newKey(token, "b");
    }
    good = Files.readAllBytes(file);
  }

  @Test
  void changedBitAnywhereIsDamage() throws Exception {
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      assertDamaged(bad, "byte " + i);
    }
    Files.write(file, good);
    TestTokens.open(file).close();
  }

  @Test
  void cutOffOrLengthenedFileIsDamage() throws Exception {
    for (int length = 0; length < good.length; length++) {
      assertDamaged(Arrays.copyOf(good, length), "cut to " + length);
    }
    assertDamaged(Arrays.copyOf(good, good.length + 1), "one byte more");
    assertDamaged(new byte[good.length], "all zero");
  }

  @Test
  void headerThatAsksForTooMuchOrTooLittleWorkIsRefusedBeforeAnyIsDone() throws Exception {
    long[][] costs = {
      {100L << 20, 3, 1},
      {0xFFFFFFFFL, 3, 1},
      {256 * 1024 + 1, 1, 1},
      {65_536, 0, 1},
      {65_536, 17, 1},
      {65_536, 0x7FFFFFFF, 1},
      {65_536, 3, 0},
      {65_536, 3, 9},
      {7, 1, 1},
      {0, 1, 1}
    };
    for (long[] cost : costs) {
      byte[] bad = good.clone();
      ByteBuffer.wrap(bad, 12, 12)
          .putInt((int) cost[0])
          .putInt((int) cost[1])
          .putInt((int) cost[2]);
      assertDamaged(withChecksum(bad), Arrays.toString(cost));
    }
  }

  @Test
  void headerWithAnotherTokensPinIsAWrongPinAndItsBodyIsNotTaken() throws Exception {
    Path other = directory.resolve("other");
    TestTokens.open(other).close();
    byte[] mixed = good.clone();
    System.arraycopy(Files.readAllBytes(other), 0, mixed, 0, 116);
    assertDamaged(withChecksum(mixed), "wrapped key of another token");
    byte[] serial = good.clone();
    serial[41] ^= 1;
    Files.write(file, withChecksum(serial));
    assertThatThrownBy(() -> TestTokens.open(file)).isInstanceOf(FailedLoginException.class);
  }

  @Test
  void newerVersionIsToldAsSuch() throws Exception {
    byte[] newer = good.clone();
    newer[9] = 2;
    Files.write(file, withChecksum(newer));
    assertThatThrownBy(() -> TestTokens.open(file)).hasMessageContaining("newer version");
  }

  @Test
  void damageWhileLoggedInIsToldAndNothingIsOverwritten() throws Exception {
    try (SoftwareToken token = TestTokens.open(file)) {
      byte[] bad = good.clone();
      bad[130] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> TestTokens.newKey(token, "x"))
          .isInstanceOf(TokenException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(file.toString());
      assertThatThrownBy(() -> token.objects().keys()).hasMessageContaining("damaged");
      assertThat(file).hasBinaryContent(bad);
      Files.write(file, good);
      assertThat(token.objects().keys()).hasSize(2);
    }
  }

  private void assertDamaged(byte[] content, String what) throws Exception {
    Files.write(file, content);
    assertThatThrownBy(() -> TestTokens.open(file))
        .as(what)
        .isInstanceOf(LoginException.class)
        .isNotInstanceOf(FailedLoginException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is damaged")
        .hasMessageContaining("backup");
    assertThat(file).as(what).hasBinaryContent(content);
  }

  private static byte[] withChecksum(byte[] content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(content, 0, CHECKED);
    System.arraycopy(digest.digest(), 0, content, CHECKED, 16);
    return content;
  }
}
