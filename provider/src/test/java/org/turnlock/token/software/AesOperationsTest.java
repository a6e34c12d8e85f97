// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** AES in every mode gives what SunJCE and Bouncy Castle give, whoever computes it. */
class AesOperationsTest {
  private static final Provider SUN = Security.getProvider("SunJCE");
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final int CASES = 2_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  static Stream<AesOperations> implementations() {
    return Stream.of(new AesOperations(SUN), new AesOperations(BOUNCY_CASTLE));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void everyModeAgreesWithBothProvidersOnRandomMessagesAndBuffers(AesOperations aes)
      throws Exception {
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      byte[] expected = c.reference(i % 2 == 0 ? SUN : BOUNCY_CASTLE);
      ByteBuffer input = BufferKind.any(random).holding(c.plain, random);
      ByteBuffer output = BufferKind.any(random).empty(expected.length + random.nextInt(3));
      int written = aes.encrypt(c.material(), c.mechanism, input, output);
      String what = "seed " + seed + " case " + i + " " + c.mechanism + " " + c.plain.length;
      assertThat(written).as(what).isEqualTo(expected.length);
      assertThat(BufferKind.written(output, 0)).as(what).isEqualTo(expected);
      assertThat(input.hasRemaining()).as(what).isFalse();

      ByteBuffer back = BufferKind.any(random).empty(c.plain.length);
      aes.decrypt(
          c.material(), c.mechanism, BufferKind.any(random).holding(expected, random), back);
      assertThat(BufferKind.written(back, 0)).as(what).isEqualTo(c.plain);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void inputAndOutputMayOverlapInAnyWay(AesOperations aes) throws Exception {
    for (int i = 0; i < CASES; i++) {
      Case c = new Case(random);
      byte[] expected = c.reference(SUN);
      int from = random.nextInt(40);
      int to = random.nextInt(40);
      ByteBuffer shared = BufferKind.any(random).empty(expected.length + 80);
      ByteBuffer input = shared.duplicate().position(from).put(c.plain).flip().position(from);
      ByteBuffer output = shared.duplicate().position(to);
      aes.encrypt(
          c.material(),
          c.mechanism,
          random.nextBoolean() ? input.asReadOnlyBuffer().position(from) : input,
          output);
      assertThat(BufferKind.written(output, to))
          .as("seed %d case %d %s %d->%d", seed, i, c.mechanism, from, to)
          .isEqualTo(expected);

      int back = random.nextInt(40);
      ByteBuffer decrypted = shared.duplicate().position(back);
      aes.decrypt(c.material(), c.mechanism, output.duplicate().flip().position(to), decrypted);
      assertThat(BufferKind.written(decrypted, back))
          .as("seed %d case %d %s back", seed, i, c.mechanism)
          .isEqualTo(c.plain);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void changedBitOfGcmMessageIsRejectedAndNothingIsWritten(AesOperations aes) throws Exception {
    for (int i = 0; i < 300; i++) {
      byte[] key = bytes(16);
      byte[] iv = bytes(12);
      byte[] aad = bytes(5);
      byte[] sealed = gcm(key, iv, aad, bytes(random.nextInt(60)), SUN);
      byte[] where = List.of(sealed, iv, aad).get(random.nextInt(3));
      where[random.nextInt(where.length)] ^= (byte) (1 << random.nextInt(8));
      ByteBuffer input = BufferKind.any(random).holding(sealed, random);
      ByteBuffer output = BufferKind.any(random).empty(sealed.length);
      int position = input.position();
      assertThatThrownBy(
              () -> aes.decrypt(material(key), Mechanism.aesGcm(iv, aad, 128), input, output))
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DATA_REJECTED));
      assertThat(input.position()).isEqualTo(position);
      assertThat(output.position()).isZero();
      byte[] untouched = new byte[sealed.length];
      output.get(0, untouched);
      assertThat(untouched).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void lackingRoomIsAnArgumentErrorThatMovesNothing(AesOperations aes) {
    for (int i = 0; i < 200; i++) {
      Case c = new Case(random);
      if (c.plain.length == 0 && c.mechanism.type() != Ckm.AES_GCM) {
        continue;
      }
      int needed = c.plain.length + (c.mechanism.type() == Ckm.AES_GCM ? c.tagBits / 8 : 0);
      ByteBuffer input = ByteBuffer.wrap(c.plain);
      ByteBuffer output = ByteBuffer.allocate(random.nextInt(needed));
      assertThatThrownBy(() -> aes.encrypt(c.material(), c.mechanism, input, output))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(input.position()).isZero();
      assertThat(output.position()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void knownAnswersOfTheGcmSpecificationHold(AesOperations aes) {
    HexFormat hex = HexFormat.of();
    for (String[] v : GcmVectors.ALL) {
      Mechanism mechanism =
          Mechanism.aesGcm(hex.parseHex(v[1]), hex.parseHex(v[2]), v[5].length() * 4);
      KeyMaterial key = material(hex.parseHex(v[0]));
      ByteBuffer output = ByteBuffer.allocate(v[4].length() / 2 + 16);
      aes.encrypt(key, mechanism, ByteBuffer.wrap(hex.parseHex(v[3])), output);
      assertThat(hex.formatHex(BufferKind.written(output, 0))).isEqualTo(v[4] + v[5]);
    }
  }

  @Test
  void readOnlyOutputAndOneBufferForBothAreArgumentErrors() {
    AesOperations aes = new AesOperations(SUN);
    ByteBuffer buffer = ByteBuffer.allocate(32);
    Mechanism ecb = Mechanism.of(Ckm.AES_ECB);
    assertThatThrownBy(() -> aes.encrypt(material(bytes(16)), ecb, buffer, buffer))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> aes.encrypt(material(bytes(16)), ecb, buffer, buffer.asReadOnlyBuffer()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wrongParametersAndLengthsAreTold() {
    AesOperations aes = new AesOperations(SUN);
    byte[] iv = new byte[16];
    Map<Mechanism, Reason> refused =
        Map.of(
            Mechanism.withIv(Ckm.AES_CBC, iv), Reason.DATA_REJECTED,
            Mechanism.of(Ckm.AES_ECB), Reason.DATA_REJECTED,
            Mechanism.of(Ckm.AES_CBC), Reason.UNSUPPORTED,
            Mechanism.withIv(Ckm.AES_CBC, new byte[8]), Reason.UNSUPPORTED,
            Mechanism.withIv(Ckm.AES_ECB, iv), Reason.UNSUPPORTED,
            Mechanism.aesCtr(new byte[15]), Reason.UNSUPPORTED,
            Mechanism.aesGcm(new byte[0], new byte[0], 128), Reason.UNSUPPORTED,
            Mechanism.aesGcm(iv, new byte[0], 64), Reason.UNSUPPORTED,
            Mechanism.aesGcm(iv, new byte[0], 100), Reason.UNSUPPORTED);
    refused.forEach(
        (mechanism, reason) ->
            assertThatThrownBy(
                    () ->
                        aes.encrypt(
                            material(bytes(16)),
                            mechanism,
                            ByteBuffer.allocate(17),
                            ByteBuffer.allocate(64)))
                .isInstanceOfSatisfying(
                    TokenException.class, e -> assertThat(e.reason()).isEqualTo(reason)));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static KeyMaterial material(byte[] key) {
    return new KeyMaterial(Map.of(Cka.VALUE, key.clone()));
  }

  private static byte[] gcm(byte[] key, byte[] iv, byte[] aad, byte[] plain, Provider provider)
      throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    return cipher.doFinal(plain);
  }

  /** One random message under a random key, mode and parameters. */
  private static final class Case {
    final byte[] key;
    final byte[] plain;
    final Mechanism mechanism;
    final byte[] iv;
    final byte[] aad;
    final int tagBits;
    private final String mode;

    Case(Random random) {
      key = bytes(random, 16 + 8 * random.nextInt(3));
      mode = List.of("ECB", "CBC", "CTR", "GCM").get(random.nextInt(4));
      int blocks = random.nextInt(8) == 0 ? random.nextInt(700) : random.nextInt(9);
      boolean whole = mode.equals("ECB") || mode.equals("CBC");
      plain = bytes(random, 16 * blocks + (whole ? 0 : random.nextInt(16)));
      iv = bytes(random, mode.equals("GCM") ? 1 + random.nextInt(40) : 16);
      if (mode.equals("CTR") && random.nextInt(4) == 0) {
        java.util.Arrays.fill(iv, (byte) 0xFF); // the counter wraps
      }
      aad = bytes(random, random.nextInt(40));
      tagBits = 96 + 8 * random.nextInt(5);
      mechanism =
          switch (mode) {
            case "ECB" -> Mechanism.of(Ckm.AES_ECB);
            case "CBC" -> Mechanism.withIv(Ckm.AES_CBC, iv);
            case "CTR" -> Mechanism.aesCtr(iv);
            default -> Mechanism.aesGcm(iv, aad, tagBits);
          };
    }

    KeyMaterial material() {
      return AesOperationsTest.material(key);
    }

    byte[] reference(Provider provider) throws Exception {
      Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding", provider);
      SecretKeySpec secret = new SecretKeySpec(key, "AES");
      switch (mode) {
        case "ECB" -> cipher.init(Cipher.ENCRYPT_MODE, secret);
        case "GCM" -> {
          cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(tagBits, iv));
          cipher.updateAAD(aad);
        }
        default -> cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(iv));
      }
      return cipher.doFinal(plain);
    }

    private static byte[] bytes(Random random, int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
