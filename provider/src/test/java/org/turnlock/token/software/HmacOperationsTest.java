// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenSigning;

/** HMACs agree with SunJCE and Bouncy Castle, whole and in pieces. */
class HmacOperationsTest {
  private static final Provider SUN = Security.getProvider("SunJCE");
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final Map<Long, String> NAMES =
      Map.of(
          Ckm.SHA_1_HMAC, "HmacSHA1",
          Ckm.SHA224_HMAC, "HmacSHA224",
          Ckm.SHA256_HMAC, "HmacSHA256",
          Ckm.SHA384_HMAC, "HmacSHA384",
          Ckm.SHA512_HMAC, "HmacSHA512");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final SoftwareToken token = SoftwareToken.inMemory();

  static Stream<Provider> providers() {
    return Stream.of(SUN, BOUNCY_CASTLE);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyHashAgreesOnRandomKeysAndData(Provider reference) throws Exception {
    for (int i = 0; i < 600; i++) {
      long mechanism = NAMES.keySet().stream().toList().get(random.nextInt(5));
      SecretKeySpec software = new SecretKeySpec(bytes(1 + random.nextInt(200)), "HmacAny");
      TokenKey key = token.objects().importKey(software, Ckk.GENERIC_SECRET, signing());
      byte[] data = bytes(random.nextInt(3) == 0 ? 0 : random.nextInt(3000));
      Mac mac = Mac.getInstance(NAMES.get(mechanism), reference);
      mac.init(software);
      byte[] expected = mac.doFinal(data);

      ByteBuffer whole = BufferKind.any(random).empty(expected.length);
      token
          .cryptography()
          .sign(key, Mechanism.of(mechanism), BufferKind.any(random).holding(data, random), whole);
      assertThat(BufferKind.written(whole, 0)).as("seed %d", seed).isEqualTo(expected);
      assertThat(inPieces(key, mechanism, data)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void endedOperationRefusesMore() {
    TokenKey key = token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, signing());
    Mechanism mechanism = Mechanism.of(Ckm.SHA256_HMAC);
    TokenSigning finished = token.cryptography().beginSign(key, mechanism);
    assertThatThrownBy(() -> finished.finish(ByteBuffer.allocate(31)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(finished.finish(ByteBuffer.allocate(32))).isEqualTo(32);
    assertThatThrownBy(() -> finished.update(ByteBuffer.allocate(1)))
        .isInstanceOf(TokenException.class);
    TokenSigning closed = token.cryptography().beginSign(key, mechanism);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.finish(ByteBuffer.allocate(32)))
        .isInstanceOf(TokenException.class);
    TokenSigning orphaned = token.cryptography().beginSign(key, mechanism);
    token.objects().destroy(key);
    assertThatThrownBy(() -> orphaned.finish(ByteBuffer.allocate(32)))
        .isInstanceOf(TokenException.class);
  }

  private byte[] inPieces(TokenKey key, long mechanism, byte[] data) {
    try (TokenSigning signing = token.cryptography().beginSign(key, Mechanism.of(mechanism))) {
      int done = 0;
      while (done < data.length) {
        int piece = random.nextInt(data.length - done + 1);
        signing.update(ByteBuffer.wrap(data, done, piece));
        done += piece;
      }
      ByteBuffer output = ByteBuffer.allocate(64);
      signing.finish(output);
      return BufferKind.written(output, 0);
    }
  }

  private static NewKey signing() {
    return NewKey.session(Set.of(KeyUsage.SIGN));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
