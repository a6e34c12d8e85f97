// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SessionsReturnTest {
  private static final Mechanism HMAC = Mechanism.of(Ckm.SHA256_HMAC);

  @Test
  void everyFailingCallOnAPoolOfOneIsFollowedByAGoodOne(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      ObjectRef aes = Tokens.newAesKey(token, false, "", new byte[0]);
      ObjectRef hmac = Tokens.newHmacKey(token);
      byte[] sealed = Tokens.encrypt(token, aes, Tokens.gcm(0), new byte[20]);
      byte[] forged = sealed.clone();
      forged[0] ^= 1;
      List<Runnable> failing =
          List.of(
              () -> Tokens.decrypt(token, aes, Tokens.gcm(0), forged),
              () -> Tokens.decrypt(token, aes, Tokens.gcm(0), new byte[3]),
              () -> Tokens.encrypt(token, aes, Mechanism.of(0x7FFF_FFFFL), new byte[3]),
              () -> Tokens.encrypt(token, aes, Mechanism.withIv(Ckm.AES_CBC, new byte[5]), forged),
              () -> Tokens.encrypt(token, aes, Mechanism.withIv(Ckm.AES_CBC, new byte[16]), forged),
              () -> Tokens.encrypt(token, hmac, Tokens.gcm(1), new byte[3]),
              () -> token.signing().begin(aes, HMAC),
              () ->
                  token.signing().sign(aes, HMAC, ByteBuffer.allocate(3), ByteBuffer.allocate(64)));
      for (Runnable call : failing) {
        assertThatThrownBy(call::run).isInstanceOf(Pkcs11Exception.class);
        assertThat(Tokens.decrypt(token, aes, Tokens.gcm(0), sealed)).hasSize(20);
        assertThat(token.poolReport().inUse()).isZero();
      }
    }
  }

  @Test
  void abandonedMultiPartOperationsGiveTheirSessionsBack(SoftHsmToken softHsm) throws Exception {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 2)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      for (int i = 0; i < 2; i++) {
        token.signing().begin(hmac, HMAC).update(ByteBuffer.allocate(10));
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (token.poolReport().abandoned() < 2 && System.nanoTime() < deadline) {
        System.gc();
        Thread.onSpinWait();
      }
      assertThat(token.poolReport().abandoned()).isEqualTo(2);
      assertThat(token.poolReport().inUse()).isZero();
      assertThat(token.signing().sign(hmac, HMAC, ByteBuffer.allocate(3), ByteBuffer.allocate(32)))
          .isEqualTo(32);
    }
  }

  /** Whoever waits looks for dropped sessions more than once. */
  @Test
  void aSessionDroppedWhileOthersWaitForItReachesThem(SoftHsmToken softHsm) throws Exception {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      MultiPartSign[] held = {token.signing().begin(hmac, HMAC)};
      Thread waiter =
          new Thread(
              () ->
                  token
                      .signing()
                      .sign(hmac, HMAC, ByteBuffer.allocate(3), ByteBuffer.allocate(32)));
      waiter.start();
      // Past its first look: a collection has been asked for while the session was still held.
      WeakReference<Object> mark = new WeakReference<>(new Object());
      while (mark.get() != null) {
        Thread.onSpinWait();
      }
      held[0] = null;
      waiter.join(8_000);
      assertThat(waiter.isAlive()).isFalse();
      assertThat(token.poolReport().abandoned()).isEqualTo(1);
    }
  }

  @Test
  void aClosedMultiPartOperationGivesItsSessionBackAtOnce(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      MultiPartSign sign = token.signing().begin(hmac, HMAC);
      sign.update(ByteBuffer.allocate(10));
      assertThat(token.poolReport().inUse()).isEqualTo(1);
      sign.close();
      sign.close();
      assertThat(token.poolReport().inUse()).isZero();
      assertThatThrownBy(() -> sign.update(ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whoWaitsTooLongIsToldWhatToRaise(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.impatient(softHsm)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      try (MultiPartSign held = token.signing().begin(hmac, HMAC)) {
        assertThatThrownBy(() -> token.random().generate(ByteBuffer.allocate(8)))
            .isInstanceOf(TokenUnavailableException.class)
            .hasMessageContaining("poolSize");
        held.update(ByteBuffer.allocate(4));
        assertThat(held.finish(ByteBuffer.allocate(32))).isEqualTo(32);
      }
      token.random().generate(ByteBuffer.allocate(8));
    }
  }

  @Test
  void anInterruptedWaiterKeepsItsInterrupt(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      try (MultiPartSign held = token.signing().begin(hmac, HMAC)) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> token.random().generate(ByteBuffer.allocate(8)))
            .isInstanceOf(TokenUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        held.finish(ByteBuffer.allocate(32));
      }
    }
  }

  @Test
  void objectsCanBeChangedWhileAMultiPartOperationIsAtRest(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      ObjectRef hmac = Tokens.newHmacKey(token);
      try (MultiPartSign held = token.signing().begin(hmac, HMAC)) {
        held.update(ByteBuffer.allocate(4));
        ObjectRef resident = Tokens.newAesKey(token, true, "at rest", new byte[] {1});
        token.objects().destroy(resident);
        assertThat(held.finish(ByteBuffer.allocate(32))).isEqualTo(32);
      }
    }
  }

  @Test
  void afterCloseEveryOperationRefuses(SoftHsmToken softHsm) {
    Pkcs11Token token = Tokens.softHsm(softHsm, null, 2);
    ObjectRef aes = Tokens.newAesKey(token, false, "", new byte[0]);
    ObjectRef hmac = Tokens.newHmacKey(token);
    token.close();
    token.close();
    List<Runnable> calls = new ArrayList<>();
    calls.add(() -> Tokens.encrypt(token, aes, Tokens.gcm(0), new byte[1]));
    calls.add(() -> Tokens.decrypt(token, aes, Tokens.gcm(0), new byte[17]));
    calls.add(() -> token.signing().begin(hmac, HMAC));
    calls.add(
        () -> token.signing().sign(hmac, HMAC, ByteBuffer.allocate(1), ByteBuffer.allocate(32)));
    calls.add(() -> token.random().generate(ByteBuffer.allocate(1)));
    calls.add(() -> token.random().seed(new byte[1]));
    calls.add(() -> Tokens.newAesKey(token, false, "", new byte[0]));
    calls.add(() -> token.login().login(softHsm.pinChars()));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(TokenUnavailableException.class);
    }
  }

  @Test
  void closingUnderLoadLetsTheCallsInFlightEnd(SoftHsmToken softHsm) throws Exception {
    for (int round = 0; round < 20; round++) {
      Pkcs11Token token = Tokens.softHsm(softHsm, null, 4);
      ObjectRef aes = Tokens.newAesKey(token, false, "", new byte[0]);
      List<Thread> users = new ArrayList<>();
      List<Throwable> unexpected = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch busy = new CountDownLatch(4);
      for (int i = 0; i < 4; i++) {
        Thread user = new Thread(() -> useUntilClosed(token, aes, busy, unexpected));
        user.start();
        users.add(user);
      }
      busy.await();
      token.close();
      for (Thread user : users) {
        user.join();
      }
      assertThat(unexpected).isEmpty();
      assertThat(token.poolReport().inUse()).isZero();
      assertThat(token.poolReport().idle()).isZero();
    }
  }

  private static void useUntilClosed(
      Pkcs11Token token, ObjectRef key, CountDownLatch busy, List<Throwable> unexpected) {
    try {
      for (int i = 0; ; i++) {
        Tokens.encrypt(token, key, Tokens.gcm(i), new byte[64]);
        busy.countDown();
      }
    } catch (TokenUnavailableException closed) {
      busy.countDown();
    } catch (RuntimeException e) {
      unexpected.add(e);
      busy.countDown();
    }
  }

  @Test
  void aDerivedValueLeavesNoKeyBehindEvenWhenItCannotBeRead(SoftHsmToken softHsm) {
    try (Pkcs11Token token = Tokens.softHsm(softHsm, null, 1)) {
      byte[] p256 = {6, 8, 42, (byte) 134, 72, (byte) 206, 61, 3, 1, 7};
      ObjectOperations.Pair pair =
          token
              .objects()
              .generateKeyPair(
                  Mechanism.of(Ckm.EC_KEY_PAIR_GEN),
                  Template.builder().set(Cka.EC_PARAMS, p256).build(),
                  Template.builder().set(Cka.DERIVE, true).build());
      byte[] der = token.objects().read(pair.publicKey(), Cka.EC_POINT).bytes(Cka.EC_POINT);
      Mechanism ecdh = Mechanism.ecdh(Arrays.copyOfRange(der, 2, der.length));
      Template passing =
          Template.builder()
              .set(Cka.CLASS, Cko.SECRET_KEY)
              .set(Cka.KEY_TYPE, Ckk.GENERIC_SECRET)
              .set(Cka.SENSITIVE, false)
              .set(Cka.EXTRACTABLE, true)
              .set(Cka.VALUE_LEN, 32)
              .build();
      assertThat(token.wrapping().deriveValue(pair.privateKey(), ecdh, passing, 32)).hasSize(32);
      Template hidden = passing.toBuilder().set(Cka.SENSITIVE, true).build();
      for (Template template : List.of(passing, hidden)) {
        assertThatThrownBy(
                () -> token.wrapping().deriveValue(pair.privateKey(), ecdh, template, 31))
            .isInstanceOf(Pkcs11Exception.class);
        assertThat(token.poolReport().inUse()).isZero();
        Template secrets = Template.builder().set(Cka.CLASS, Cko.SECRET_KEY).build();
        assertThat(token.objects().find(secrets, new long[] {Cka.CLASS}, values -> secrets))
            .isEmpty();
      }
    }
  }
}
