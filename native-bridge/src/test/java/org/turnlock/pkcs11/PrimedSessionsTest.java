// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.softhsm.NssDatabase;
import org.turnlock.softhsm.NssSoftokn;

/** Sessions that stay primed for a key while other things happen, on NSS with a PIN. */
class PrimedSessionsTest {
  private static final NssDatabase DATABASE = NssSoftokn.find().createDatabase("12345678");

  private final Watch watch = new Watch();

  /** Sees the sessions that messages are sent in. */
  private static final class Watch extends WatchedModule {
    private final Set<Long> encrypting = ConcurrentHashMap.newKeySet();

    @Override
    Long instead(String function, Object[] arguments) {
      if (function.equals("C_EncryptMessage")) {
        encrypting.add((Long) arguments[0]);
      }
      return super.instead(function, arguments);
    }
  }

  private Pkcs11Token open(int poolSize) {
    Pkcs11Module module =
        Pkcs11Module.open(
            ModuleOptions.of(DATABASE.softokn().library().toString())
                .withInitParameters(DATABASE.initParameters())
                .withTrace(watch));
    Slot slot =
        module.slots(true).stream()
            .filter(s -> s.id() == NssSoftokn.KEYSTORE_SLOT)
            .findFirst()
            .orElseThrow();
    TokenOptions options =
        TokenOptions.of(module, slot)
            .withPool(poolSize, Duration.ofSeconds(10))
            .withPins(() -> DATABASE.pin().toCharArray());
    Pkcs11Token token = new Pkcs11Token(module, slot, options);
    token.login().login(DATABASE.pin().toCharArray());
    return token;
  }

  private static ObjectRef warm(Pkcs11Token token, boolean resident, String label) {
    ObjectRef key =
        Tokens.newAesKey(token, resident, label, label.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 4; i++) {
      roundTrip(token, key, i);
    }
    return key;
  }

  private static void roundTrip(Pkcs11Token token, ObjectRef key, int number) {
    byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(number), new byte[20]);
    assertThat(Tokens.decrypt(token, key, Tokens.gcm(number), sealed)).isEqualTo(new byte[20]);
  }

  @Test
  void whatOtherCodeHasEndedIsNoFailure() {
    try (Pkcs11Token token = open(2)) {
      ObjectRef key = warm(token, false, "ended");
      ObjectRef other = warm(token, false, "other");
      for (ObjectRef next : List.of(key, other, key)) {
        roundTrip(token, next, 5);
        for (long session : watch.encrypting) {
          token.module().messages().C_MessageEncryptFinal(session);
          token.module().messages().C_MessageDecryptFinal(session);
        }
        assertThat(Tokens.encrypt(token, next, Tokens.gcm(7), new byte[3])).hasSize(19);
      }
      assertThat(token.poolReport().inUse()).isZero();
    }
  }

  @Test
  void whatAMessageAloneIsRefusedIsDoneWithoutOne() {
    try (Pkcs11Token token = open(2)) {
      ObjectRef key = warm(token, false, "refused");
      for (long answer :
          new long[] {Ckr.ARGUMENTS_BAD, Ckr.MECHANISM_PARAM_INVALID, Ckr.FUNCTION_NOT_SUPPORTED}) {
        watch.answers.put("C_EncryptMessage", answer);
        watch.answers.put("C_DecryptMessage", answer);
        roundTrip(token, key, 1);
        watch.answers.clear();
      }
      assertThat(token.poolReport().inUse()).isZero();
    }
  }

  @Test
  void aLogoutFindsNoSessionPrimed() {
    try (Pkcs11Token token = open(4)) {
      ObjectRef key = warm(token, true, "logout");
      long begun = watch.calls("C_MessageEncryptInit") + watch.calls("C_MessageDecryptInit");
      long ended = watch.calls("C_MessageEncryptFinal") + watch.calls("C_MessageDecryptFinal");
      assertThat(begun).isGreaterThan(ended);
      token.login().logout();
      assertThat(watch.calls("C_MessageEncryptFinal") + watch.calls("C_MessageDecryptFinal"))
          .isEqualTo(begun);
      token.login().login(DATABASE.pin().toCharArray());
      roundTrip(token, key, 1);
      token.objects().destroy(key);
    }
  }

  @Test
  @Timeout(60)
  void aKeyInUseCanBeChanged() throws Exception {
    try (Pkcs11Token token = open(8)) {
      ObjectRef key = warm(token, false, "changed");
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(6);
      List<Future<?>> users = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        users.add(
            threads.submit(
                () -> {
                  for (int i = 0; !over.get(); i++) {
                    roundTrip(token, key, i);
                  }
                }));
      }
      for (int i = 0; i < 50; i++) {
        token.objects().set(key, Template.builder().set(Cka.LABEL, "label " + i).build());
      }
      over.set(true);
      for (Future<?> user : users) {
        user.get();
      }
      threads.shutdown();
      assertThat(token.poolReport().inUse()).isZero();
    }
  }
}
