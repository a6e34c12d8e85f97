// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class OperationsOnTwoTokensTest {
  private static Stream<Pkcs11Token> tokens(SoftHsmToken softHsm) {
    return Stream.of(Tokens.softHsm(softHsm), Tokens.nss(null));
  }

  @Test
  void gcmGivesBackWhatItTookAtEverySize(SoftHsmToken softHsm) {
    tokens(softHsm)
        .forEach(
            token -> {
              ObjectRef key = Tokens.newAesKey(token, false, "", new byte[0]);
              for (int size : new int[] {0, 1, 15, 16, 17, 1000, 16 * 1024, 2 << 20}) {
                byte[] plain = new byte[size];
                token.random().generate(ByteBuffer.wrap(plain));
                byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(size), plain);
                assertThat(sealed).hasSize(size + 16);
                assertThat(Tokens.decrypt(token, key, Tokens.gcm(size), sealed)).isEqualTo(plain);
              }
            });
  }

  @Test
  void anEncryptionIsTwoCallsAndASignatureTwo(SoftHsmToken softHsm) {
    CallTrace trace = new CallTrace();
    Pkcs11Token token = Tokens.softHsm(softHsm, trace, 4);
    ObjectRef aes = Tokens.newAesKey(token, false, "", new byte[0]);
    ObjectRef hmac = Tokens.newHmacKey(token);
    Tokens.encrypt(token, aes, Tokens.gcm(0), new byte[10]);
    long before = trace.total();
    Tokens.encrypt(token, aes, Tokens.gcm(1), new byte[10]);
    assertThat(trace.total() - before).isEqualTo(2);
    before = trace.total();
    token
        .signing()
        .sign(
            hmac, Mechanism.of(Ckm.SHA256_HMAC), ByteBuffer.allocate(10), ByteBuffer.allocate(64));
    assertThat(trace.total() - before).isEqualTo(2);
    assertThat(trace.counts().get("C_Encrypt").calls()).isEqualTo(2);
    assertThat(trace.toString()).contains("C_EncryptInit").doesNotContain(softHsm.pin());
  }

  @Test
  void directInputIsReadWhereItIsAndGivesTheSame(SoftHsmToken softHsm) {
    tokens(softHsm)
        .forEach(
            token -> {
              ObjectRef key = Tokens.newAesKey(token, false, "", new byte[0]);
              byte[] plain = new byte[100_000];
              token.random().generate(ByteBuffer.wrap(plain));
              ByteBuffer direct = ByteBuffer.allocateDirect(plain.length + 7);
              direct.position(7).put(plain).position(7);
              ByteBuffer out = ByteBuffer.allocateDirect(plain.length + 16);
              token.ciphers().encrypt(key, Tokens.gcm(3), direct, out);
              assertThat(direct.hasRemaining()).isFalse();
              byte[] sealed = new byte[out.position()];
              out.flip().get(sealed);
              assertThat(sealed).isEqualTo(Tokens.encrypt(token, key, Tokens.gcm(3), plain));
            });
  }

  @Test
  void aMacInPartsEqualsTheMacInOnePart(SoftHsmToken softHsm) {
    tokens(softHsm)
        .forEach(
            token -> {
              ObjectRef key = Tokens.newHmacKey(token);
              byte[] data = new byte[200_000];
              token.random().generate(ByteBuffer.wrap(data));
              Mechanism mac = Mechanism.of(Ckm.SHA256_HMAC);
              ByteBuffer whole = ByteBuffer.allocate(32);
              token.signing().sign(key, mac, ByteBuffer.wrap(data), whole);
              ByteBuffer parts = ByteBuffer.allocate(32);
              try (MultiPartSign sign = token.signing().begin(key, mac)) {
                sign.update(ByteBuffer.wrap(data, 0, 100_001));
                sign.update(ByteBuffer.wrap(data, 100_001, 99_999));
                sign.finish(parts);
              }
              assertThat(parts.array()).isEqualTo(whole.array());
              assertThat(token.poolReport().inUse()).isZero();
            });
  }

  @Test
  void aFailureMovesNoBufferAndTheNextCallWorks(SoftHsmToken softHsm) {
    tokens(softHsm)
        .forEach(
            token -> {
              ObjectRef key = Tokens.newAesKey(token, false, "", new byte[0]);
              byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(9), new byte[50]);
              sealed[3] ^= 1;
              ByteBuffer in = ByteBuffer.wrap(sealed);
              ByteBuffer out = ByteBuffer.allocate(100);
              assertThatThrownBy(() -> token.ciphers().decrypt(key, Tokens.gcm(9), in, out))
                  .isInstanceOf(Pkcs11Exception.class)
                  .hasMessageContaining("C_Decrypt");
              assertThat(in.position()).isZero();
              assertThat(out.position()).isZero();
              sealed[3] ^= 1;
              assertThat(Tokens.decrypt(token, key, Tokens.gcm(9), sealed)).hasSize(50);
              assertThat(token.poolReport().inUse()).isZero();
            });
  }
}
