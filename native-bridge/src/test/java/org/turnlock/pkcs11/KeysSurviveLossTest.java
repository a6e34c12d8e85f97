// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class KeysSurviveLossTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static ObjectRef residentKey(Pkcs11Token token) {
    int number = NUMBER.incrementAndGet();
    return Tokens.newAesKey(token, true, "key-" + number, new byte[] {7, (byte) number});
  }

  @Test
  void aResidentKeyOutlivesTheLossOfEverySession(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm)) {
      ObjectRef key = residentKey(token);
      byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(0), new byte[9]);
      token.module().functions().C_CloseAllSessions(token.slot().id());
      assertThat(Tokens.decrypt(token, key, Tokens.gcm(0), sealed)).hasSize(9);
      assertThat(token.poolReport().inUse()).isZero();
    }
  }

  @Test
  void aResidentKeyOutlivesALogoutByOtherCode(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm);
        Pkcs11Token other = Tokens.softHsm(softHsm)) {
      ObjectRef key = residentKey(token);
      byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(0), new byte[9]);
      other.login().logout();
      assertThat(Tokens.decrypt(token, key, Tokens.gcm(0), sealed)).hasSize(9);
    }
  }

  @Test
  void aSessionKeyDoesNotOutliveItsSessionAndSaysSo(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm)) {
      ObjectRef key = Tokens.newAesKey(token, false, "", new byte[0]);
      token.module().functions().C_CloseAllSessions(token.slot().id());
      assertThatThrownBy(() -> Tokens.encrypt(token, key, Tokens.gcm(0), new byte[9]))
          .isInstanceOf(Pkcs11Exception.class);
      assertThatThrownBy(() -> Tokens.encrypt(token, key, Tokens.gcm(1), new byte[9]))
          .isInstanceOf(Pkcs11Exception.class)
          .hasMessageContaining("generate or import it again");
      ObjectRef fresh = Tokens.newAesKey(token, false, "", new byte[0]);
      assertThat(Tokens.encrypt(token, fresh, Tokens.gcm(0), new byte[9])).hasSize(25);
    }
  }

  @Test
  void aKeyThatOthersDeletedIsReportedAndNotConfusedWithAnother(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm);
        Pkcs11Token other = Tokens.softHsm(softHsm)) {
      ObjectRef key = residentKey(token);
      ObjectRef neighbour = residentKey(token);
      Template identity =
          Template.builder()
              .set(Cka.CLASS, Cko.SECRET_KEY)
              .set(Cka.KEY_TYPE, Ckk.AES)
              .set(Cka.ID, new byte[] {7, (byte) (NUMBER.get() - 1)})
              .build();
      long[] asked = {Cka.CLASS};
      other.objects().find(identity, asked, values -> identity).stream()
          .map(ObjectOperations.Found::object)
          .forEach(other.objects()::destroy);
      assertThatThrownBy(() -> Tokens.encrypt(token, key, Tokens.gcm(0), new byte[9]))
          .isInstanceOfSatisfying(
              Pkcs11Exception.class, e -> assertThat(e.code()).isEqualTo(Ckr.OBJECT_HANDLE_INVALID))
          .hasMessageContaining("no longer in the token");
      assertThat(Tokens.encrypt(token, neighbour, Tokens.gcm(0), new byte[9])).hasSize(25);
    }
  }

  @Test
  void twoObjectsOfOneIdentityAreAmbiguousNeverAGuess(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm)) {
      byte[] id = {42};
      ObjectRef first = Tokens.newAesKey(token, true, "same", id);
      Tokens.newAesKey(token, true, "same", id);
      assertThat(Tokens.encrypt(token, first, Tokens.gcm(0), new byte[1])).hasSize(17);
      token.module().functions().C_CloseAllSessions(token.slot().id());
      assertThatThrownBy(() -> Tokens.encrypt(token, first, Tokens.gcm(1), new byte[1]))
          .isInstanceOf(Pkcs11Exception.class)
          .hasMessageContaining("2 objects of this identity");
    }
  }

  @Test
  void aWrongPinNeverPassesEvenWhileLoggedIn(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm);
        Pkcs11Token second = Tokens.softHsm(softHsm)) {
      for (Pkcs11Token each : new Pkcs11Token[] {token, second}) {
        assertThatThrownBy(() -> each.login().login("999999".toCharArray()))
            .isInstanceOfSatisfying(
                Pkcs11Exception.class, e -> assertThat(e.code()).isEqualTo(Ckr.PIN_INCORRECT))
            .hasMessageNotContaining("999999");
        each.login().login(softHsm.pinChars());
      }
    }
  }

  private static long logins(CallTrace trace) {
    return trace.counts().get("C_Login").calls();
  }

  @Test
  void aPinThatTheTokenRefusedIsNotSentAgainUnasked(SoftHsmToken softHsm) {
    CallTrace trace = new CallTrace();
    AtomicReference<char[]> configured = new AtomicReference<>("999999".toCharArray());
    try (Pkcs11Token first = Tokens.softHsm(softHsm, trace, 8)) {
      first.login().logout();
      TokenOptions options =
          TokenOptions.of(first.module(), first.slot()).withPins(() -> configured.get().clone());
      try (Pkcs11Token token = new Pkcs11Token(first.module(), first.slot(), options)) {
        long before = logins(trace);
        for (int i = 0; i < 5; i++) {
          assertThatThrownBy(token.login()::ensure)
              .isInstanceOfSatisfying(
                  Pkcs11Exception.class, e -> assertThat(e.code()).isEqualTo(Ckr.PIN_INCORRECT));
        }
        assertThat(logins(trace)).isEqualTo(before + 1);
        assertThatThrownBy(() -> token.login().login("999999".toCharArray()))
            .as("who asks for it has it sent")
            .isInstanceOf(Pkcs11Exception.class);
        assertThat(logins(trace)).isEqualTo(before + 2);
        configured.set(softHsm.pinChars());
        token.login().ensure();
        assertThat(token.login().loggedIn()).isTrue();
      }
    }
  }

  @Test
  void aPinSourceLogsInWhenAKeyNeedsIt(SoftHsmToken softHsm) {
    try (Pkcs11Token first = Tokens.softHsm(softHsm)) {
      first.login().logout();
      Pkcs11Module module = first.module();
      TokenOptions options = TokenOptions.of(module, first.slot()).withPins(softHsm::pinChars);
      try (Pkcs11Token token = new Pkcs11Token(module, first.slot(), options)) {
        ObjectRef key = residentKey(token);
        assertThat(token.login().loggedIn()).isTrue();
        assertThat(Tokens.encrypt(token, key, Tokens.gcm(0), new byte[2])).hasSize(18);
      }
    }
  }
}
