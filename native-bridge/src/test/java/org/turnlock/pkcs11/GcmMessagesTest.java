// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;

/** AES-GCM by PKCS#11 3.0's message functions, on NSS. */
class GcmMessagesTest {
  private static final byte[] NONE = new byte[0];

  private final long seed = Long.getLong("turnlock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final CallTrace trace = new CallTrace();
  private final Pkcs11Token token = Tokens.nss(trace, 4, Duration.ofSeconds(10));

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private ObjectRef key(byte[] value) {
    return token
        .objects()
        .create(
            Template.builder()
                .set(Cka.CLASS, Cko.SECRET_KEY)
                .set(Cka.KEY_TYPE, Ckk.AES)
                .set(Cka.TOKEN, false)
                .set(Cka.ENCRYPT, true)
                .set(Cka.DECRYPT, true)
                .set(Cka.SIGN, true)
                .set(Cka.VALUE, value)
                .build());
  }

  /** Used so often that it has sessions primed. */
  private ObjectRef warm(byte[] value) {
    ObjectRef key = key(value);
    for (int i = 0; i < 4; i++) {
      Tokens.decrypt(
          token, key, Tokens.gcm(i), Tokens.encrypt(token, key, Tokens.gcm(i), new byte[1]));
    }
    return key;
  }

  private long calls(Runnable work) {
    long before = trace.total();
    work.run();
    return trace.total() - before;
  }

  private static byte[] expected(byte[] key, byte[] iv, byte[] aad, int tagBits, byte[] plain)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(tagBits, iv));
    cipher.updateAAD(aad);
    return cipher.doFinal(plain);
  }

  @Test
  void aMessageIsOneCall() {
    ObjectRef key = warm(bytes(32));
    byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(9), bytes(100));
    for (int i = 0; i < 10; i++) {
      assertThat(calls(() -> Tokens.encrypt(token, key, Tokens.gcm(1), bytes(100)))).isOne();
      assertThat(calls(() -> Tokens.decrypt(token, key, Tokens.gcm(9), sealed))).isOne();
    }
  }

  @Test
  void everyFormIsWhatTheJdkMakesOfIt() throws Exception {
    byte[] value = bytes(32);
    ObjectRef key = warm(value);
    for (int i = 0; i < 500; i++) {
      byte[] iv = bytes(random.nextInt(4) > 0 ? 12 : 1 + random.nextInt(200));
      byte[] aad = bytes(random.nextInt(4) == 0 ? 0 : random.nextInt(5000));
      byte[] plain = bytes(random.nextInt(4) == 0 ? 0 : random.nextInt(40_000));
      int tagBits = random.nextInt(4) > 0 ? 128 : 96 + 8 * random.nextInt(5);
      Mechanism gcm = Mechanism.aesGcm(iv, aad, tagBits);
      byte[] sealed = Tokens.encrypt(token, key, gcm, plain);
      String what = "seed " + seed + ", case " + i;
      assertThat(sealed).as(what).isEqualTo(expected(value, iv, aad, tagBits, plain));
      assertThat(Tokens.decrypt(token, key, gcm, sealed)).as(what).isEqualTo(plain);
      sealed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Tokens.decrypt(token, key, gcm, sealed))
          .as(what)
          .isInstanceOf(Pkcs11Exception.class);
    }
    assertThat(trace.counts().get("C_EncryptMessage").calls()).isGreaterThan(200);
    assertThat(token.poolReport().inUse()).isZero();
  }

  @Test
  void everyChangedBitIsFound() {
    ObjectRef key = warm(bytes(16));
    byte[] aad = bytes(5);
    byte[] iv = bytes(12);
    Mechanism gcm = Mechanism.aesGcm(iv, aad, 128);
    byte[] sealed = Tokens.encrypt(token, key, gcm, bytes(20));
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> Tokens.decrypt(token, key, gcm, changed))
          .isInstanceOf(Pkcs11Exception.class);
    }
    assertThat(Tokens.decrypt(token, key, gcm, sealed)).hasSize(20);
  }

  @Test
  void moreKeysThanSessionsAreNotMixedUp() throws Exception {
    List<byte[]> values = new ArrayList<>();
    List<ObjectRef> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      values.add(bytes(32));
      keys.add(warm(values.get(i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Random own = new Random(seed + t);
      running.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 400; i++) {
                  int at = own.nextInt(keys.size());
                  byte[] iv = new byte[12];
                  own.nextBytes(iv);
                  byte[] plain = new byte[own.nextInt(300)];
                  Mechanism gcm = Mechanism.aesGcm(iv, NONE, 128);
                  byte[] sealed = Tokens.encrypt(token, keys.get(at), gcm, plain);
                  assertThat(sealed).isEqualTo(expected(values.get(at), iv, NONE, 128, plain));
                  assertThat(Tokens.decrypt(token, keys.get(at), gcm, sealed)).isEqualTo(plain);
                  if (i % 7 == 0) {
                    token.random().generate(ByteBuffer.allocate(8));
                    Tokens.encrypt(token, keys.get(at), Mechanism.of(Ckm.AES_ECB), new byte[16]);
                  }
                }
                return null;
              }));
    }
    for (Future<?> thread : running) {
      thread.get();
    }
    threads.shutdown();
    PoolReport report = token.poolReport();
    assertThat(report.inUse()).isZero();
    assertThat(report.idle()).isLessThanOrEqualTo(report.size());
  }

  @Test
  void aSingleSessionServesAll() throws Exception {
    Pkcs11Token narrow = Tokens.nss(trace, 1, Duration.ofSeconds(5));
    ObjectRef key = Tokens.newAesKey(narrow, false, "", NONE);
    for (int i = 0; i < 20; i++) {
      byte[] sealed = Tokens.encrypt(narrow, key, Tokens.gcm(i), new byte[i]);
      assertThat(Tokens.decrypt(narrow, key, Tokens.gcm(i), sealed)).hasSize(i);
      assertThat(Tokens.encrypt(narrow, key, Mechanism.of(Ckm.AES_ECB), new byte[16])).hasSize(16);
      narrow.random().generate(ByteBuffer.allocate(8));
      sealed[0] ^= 1;
      assertThatThrownBy(() -> Tokens.decrypt(narrow, key, Tokens.gcm(5), sealed))
          .isInstanceOf(Pkcs11Exception.class);
    }
    assertThat(narrow.poolReport().inUse()).isZero();
  }

  @Test
  void aDestroyedKeyIsNotUsedFromASessionPrimedForIt() {
    byte[] value = bytes(32);
    ObjectRef key = warm(value);
    long handle = key.lastHandle();
    ObjectRef other = ObjectRef.sessionObject(handle, key.lastEpoch());
    for (int i = 0; i < 5; i++) {
      Tokens.encrypt(token, other, Tokens.gcm(i), NONE);
    }
    token.objects().destroy(key);
    assertThatThrownBy(() -> Tokens.encrypt(token, other, Tokens.gcm(9), NONE))
        .isInstanceOfSatisfying(
            Pkcs11Exception.class,
            e -> assertThat(e.code()).isIn(Ckr.KEY_HANDLE_INVALID, Ckr.OBJECT_HANDLE_INVALID));
    assertThat(token.poolReport().inUse()).isZero();
  }
}
