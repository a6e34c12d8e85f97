// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Ckr;

/** NSS, which is made to refuse messages under some keys or at all. */
class MessageRefusalsTest {
  private static final String ENCRYPT = "C_MessageEncryptInit";
  private static final String DECRYPT = "C_MessageDecryptInit";

  private final Refusing module = new Refusing();
  private final Pkcs11Token token = Tokens.nss(module, 4, Duration.ofSeconds(10));

  /** Answers some priming itself, and writes down who asked. */
  private static final class Refusing extends WatchedModule {
    private final List<String> asked = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private long answer;

    @Override
    Long instead(String function, Object[] arguments) {
      if (!function.equals(ENCRYPT) && !function.equals(DECRYPT)) {
        return null;
      }
      String what = function + " " + arguments[2];
      asked.add(what);
      return refused.contains(what) || refused.contains(function) ? answer : null;
    }

    long asked(String what) {
      return asked.stream().filter(it -> (it + " ").startsWith(what + " ")).count();
    }
  }

  @AfterEach
  void close() {
    assertThat(token.poolReport().inUse()).isZero();
    token.close();
  }

  private ObjectRef key() {
    return Tokens.newAesKey(token, false, "", new byte[0]);
  }

  private void roundTrips(ObjectRef key, int times) {
    for (int i = 0; i < times; i++) {
      byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(i), new byte[20]);
      assertThat(Tokens.decrypt(token, key, Tokens.gcm(i), sealed)).isEqualTo(new byte[20]);
    }
  }

  private long messagesIn(Runnable work) {
    long before = module.calls("C_EncryptMessage");
    work.run();
    return module.calls("C_EncryptMessage") - before;
  }

  @Test
  void oneKeyThatIsRefusedLeavesTheOthersTheirMessages() {
    for (long answer :
        new long[] {
          Ckr.MECHANISM_INVALID,
          Ckr.MECHANISM_PARAM_INVALID,
          Ckr.ARGUMENTS_BAD,
          Ckr.KEY_FUNCTION_NOT_PERMITTED,
          Ckr.KEY_TYPE_INCONSISTENT,
          Ckr.KEY_SIZE_RANGE
        }) {
      ObjectRef odd = key();
      module.answer = answer;
      module.refused.addAll(
          List.of(ENCRYPT + " " + odd.lastHandle(), DECRYPT + " " + odd.lastHandle()));
      String what = Ckr.nameOf(answer);
      assertThat(messagesIn(() -> roundTrips(odd, 10))).as(what).isZero();
      assertThat(module.asked(ENCRYPT + " " + odd.lastHandle())).as(what).isOne();
      assertThat(module.asked(DECRYPT + " " + odd.lastHandle())).as(what).isOne();
      ObjectRef other = key();
      assertThat(messagesIn(() -> roundTrips(other, 10))).as(what).isGreaterThan(7);
    }
  }

  @Test
  void aDirectionThatIsRefusedLeavesTheOther() {
    ObjectRef key = key();
    module.answer = Ckr.FUNCTION_NOT_SUPPORTED;
    module.refused.add(DECRYPT);
    assertThat(messagesIn(() -> roundTrips(key, 10))).isGreaterThan(7);
    roundTrips(key(), 10);
    assertThat(module.asked(DECRYPT)).isOne();
  }

  @Test
  void aTokenThatRefusesEveryKeyIsAskedNoMore() {
    module.answer = Ckr.MECHANISM_INVALID;
    module.refused.addAll(List.of(ENCRYPT, DECRYPT));
    for (int i = 0; i < 10; i++) {
      roundTrips(key(), 4);
    }
    assertThat(module.asked(ENCRYPT)).isEqualTo(3);
    assertThat(module.asked(DECRYPT)).isEqualTo(3);
  }

  @Test
  void keysThatMayNotAreNoRefusalOfAll() {
    module.answer = Ckr.KEY_FUNCTION_NOT_PERMITTED;
    module.refused.addAll(List.of(ENCRYPT, DECRYPT));
    for (int i = 0; i < 10; i++) {
      roundTrips(key(), 4);
    }
    module.refused.clear();
    ObjectRef key = key();
    assertThat(messagesIn(() -> roundTrips(key, 10))).isGreaterThan(7);
  }
}
