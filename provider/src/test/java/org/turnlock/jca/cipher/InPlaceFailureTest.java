// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.TokenSecretKey;

/**
 * Long data whose output takes their place, and of which a later piece fails: the input is there
 * again, so that the call can be repeated.
 */
class InPlaceFailureTest {
  private static final byte[] KEY = new byte[16];
  private static final int LENGTH = 3 << 20;

  private final TokenFixture fixture = new TokenFixture();
  private final RefusingGuard guard = new RefusingGuard();
  private final SecretKey key =
      new TokenSecretKey(
          new FixedKeySource(((TokenSecretKey) fixture.aes(KEY)).tokenKey(), guard), "AES");

  @ParameterizedTest
  @CsvSource({
    "AES/ECB/NoPadding, 0, 0",
    "AES/ECB/NoPadding, 5, 0",
    "AES/ECB/PKCS5Padding, 0, 16",
    "AES/CBC/NoPadding, 0, 0",
    "AES/CBC/NoPadding, 0, 40",
    "AES/CBC/NoPadding, 5, 8",
    "AES/CBC/PKCS5Padding, 0, 0",
    "AES/CBC/PKCS5Padding, 7, 3",
    "AES/CTR/NoPadding, 0, 0",
    "AES/CTR/NoPadding, 5, 3"
  })
  void theInputIsThereAgain(String transformation, int held, int shift) throws Exception {
    byte[] original = new byte[LENGTH + shift + 32];
    new Random(held).nextBytes(original);
    Cipher ours = Cipher.getInstance(transformation, fixture.provider);
    Cipher theirs = Cipher.getInstance(transformation, "SunJCE");
    init(ours, key, transformation);
    init(theirs, new SecretKeySpec(KEY, "AES"), transformation);
    assertThat(ours.update(new byte[held])).isEqualTo(theirs.update(new byte[held]));
    byte[] expected = theirs.update(original, 0, LENGTH);

    byte[] place = original.clone();
    guard.allow(2);
    assertThatThrownBy(() -> ours.update(place, 0, LENGTH, place, shift))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Arrays.equals(place, 0, LENGTH, original, 0, LENGTH)).as("update").isTrue();
    guard.allowAll();
    int written = ours.update(place, 0, LENGTH, place, shift);
    assertThat(Arrays.equals(place, shift, shift + written, expected, 0, expected.length)).isTrue();

    init(ours, key, transformation);
    System.arraycopy(original, 0, place, 0, original.length);
    guard.allow(2);
    assertThatThrownBy(() -> ours.doFinal(place, 0, LENGTH, place, shift))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Arrays.equals(place, 0, LENGTH, original, 0, LENGTH)).as("doFinal").isTrue();
  }

  private static void init(Cipher cipher, SecretKey with, String transformation) throws Exception {
    if (transformation.contains("/ECB/")) {
      cipher.init(Cipher.ENCRYPT_MODE, with);
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, with, new IvParameterSpec(new byte[16]));
    }
  }
}
