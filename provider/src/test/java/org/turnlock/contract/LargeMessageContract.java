// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Buffers;
import org.turnlock.provider.TurnlockProvider;

/**
 * Messages around the sizes where they take other native memory, or the place of their input; of
 * arrays and of buffers of every kind, which the module may get as they are.
 */
public abstract class LargeMessageContract {
  private static final int[] SIZES = {
    1, 16_383, 16_384, 262_000, 262_144, 300_001, 1 << 20, (1 << 20) + 17, 3_000_000
  };

  private final long seed = Long.getLong("turnlock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private TurnlockProvider provider;
  private SecretKeySpec software;
  private SecretKey key;

  /** A provider with these directives, logged in. */
  protected abstract TurnlockProvider open(String... directives);

  @BeforeEach
  final void importKey() throws GeneralSecurityException {
    software = new SecretKeySpec(bytes(32), "AES");
  }

  @AfterEach
  final void close() {
    provider.close();
  }

  private void open(boolean passed) throws GeneralSecurityException {
    provider = open("passDirectBuffersUnsafely = " + passed);
    key = SecretKeyFactory.getInstance("AES", provider).translateKey(software);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private AlgorithmParameterSpec parameters(String mode) {
    return mode.equals("GCM")
        ? new GCMParameterSpec(128, bytes(12))
        : new IvParameterSpec(bytes(16));
  }

  @ParameterizedTest
  @CsvSource({"GCM, false", "GCM, true", "CTR, false", "CTR, true", "CBC, false", "CBC, true"})
  final void everyFormGivesTheReferenceResult(String mode, boolean passed) throws Exception {
    open(passed);
    String transformation = "AES/" + mode + "/NoPadding";
    Cipher reference = Cipher.getInstance(transformation, "SunJCE");
    Cipher cipher = Cipher.getInstance(transformation, provider);
    for (int size : SIZES) {
      AlgorithmParameterSpec parameters = parameters(mode);
      byte[] plain = bytes(mode.equals("CBC") ? size / 16 * 16 : size);
      reference.init(Cipher.ENCRYPT_MODE, software, parameters);
      byte[] encrypted = reference.doFinal(plain);
      String what = "seed " + seed + ", " + size + " bytes";
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
      assertThat(cipher.doFinal(plain)).as(what).isEqualTo(encrypted);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      assertThat(cipher.doFinal(encrypted)).as(what).isEqualTo(plain);
      forms(cipher, Cipher.DECRYPT_MODE, parameters, encrypted, plain, what);
      forms(
          Cipher.getInstance(transformation, provider),
          Cipher.ENCRYPT_MODE,
          parameters,
          plain,
          encrypted,
          what);
    }
  }

  private void forms(
      Cipher cipher,
      int mode,
      AlgorithmParameterSpec parameters,
      byte[] from,
      byte[] to,
      String what)
      throws GeneralSecurityException {
    cipher.init(mode, key, parameters);
    ByteBuffer input = Buffers.readable(random, from);
    ByteBuffer output = Buffers.writable(random, new byte[to.length]);
    int begin = output.position();
    assertThat(cipher.doFinal(input, output)).as(what).isEqualTo(to.length);
    assertThat(input.remaining()).as(what).isZero();
    assertThat(output.position() - begin).as(what).isEqualTo(to.length);
    assertThat(output.limit(output.position()).position(begin))
        .as(what)
        .isEqualTo(ByteBuffer.wrap(to));
    if (mode == Cipher.DECRYPT_MODE) {
      overlapping(cipher, mode, parameters, from, to, what);
    }
  }

  /** In one direct buffer, the output some bytes before or behind the input, or just there. */
  private void overlapping(
      Cipher cipher,
      int mode,
      AlgorithmParameterSpec parameters,
      byte[] from,
      byte[] to,
      String what)
      throws GeneralSecurityException {
    for (int shift = -3; shift <= 3; shift += 3) {
      ByteBuffer shared = ByteBuffer.allocateDirect(Math.max(from.length, to.length) + 6);
      shared.put(3, from);
      cipher.init(mode, key, parameters);
      ByteBuffer input = shared.duplicate().position(3).limit(3 + from.length);
      ByteBuffer output = shared.duplicate().position(3 + shift);
      cipher.doFinal(input, output);
      assertThat(output.flip().position(3 + shift)).as(what).isEqualTo(ByteBuffer.wrap(to));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  final void aBadTagShowsInEveryFormAndReleasesNothing(boolean passed) throws Exception {
    open(passed);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    for (int size : SIZES) {
      byte[] plain = bytes(size);
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters("GCM"));
      GCMParameterSpec parameters = new GCMParameterSpec(128, cipher.getIV());
      byte[] encrypted = cipher.doFinal(plain);
      encrypted[random.nextInt(encrypted.length)] ^= 1;
      byte[] untouched = bytes(size);
      ByteBuffer output = ByteBuffer.allocateDirect(size).put(untouched).flip();
      ByteBuffer input = ByteBuffer.allocateDirect(encrypted.length).put(encrypted).flip();
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      assertThatExceptionOfType(AEADBadTagException.class)
          .as("seed %s, %s bytes", seed, size)
          .isThrownBy(() -> cipher.doFinal(input, output));
      assertThat(output).isEqualTo(ByteBuffer.wrap(untouched));
      assertThat(input.remaining()).isEqualTo(encrypted.length);
    }
  }
}
