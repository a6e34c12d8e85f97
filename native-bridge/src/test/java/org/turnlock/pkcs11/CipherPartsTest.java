// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Parts give what one operation gives, whatever happens in between to the session they had. */
@SoftHsm
class CipherPartsTest {
  private static final int BLOCK = 16;
  private static final List<Long> MODES = List.of(Ckm.AES_ECB, Ckm.AES_CBC, Ckm.AES_CTR);
  private static final byte[] IV = new byte[BLOCK];

  private final long seed = Long.getLong("turnlock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Watch module = new Watch();
  private final SoftHsmToken softHsm;
  private final List<Pkcs11Token> opened = new ArrayList<>();

  CipherPartsTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
    System.out.println("CipherPartsTest: repeat with -Dturnlock.seed=" + seed);
  }

  /** May have the module give less than it does, or other numbers to new keys. */
  private static final class Watch extends WatchedModule {
    private long session;
    private long nextNumber;
    private long numbered;
    private boolean holdsBack;
    private Runnable during;

    @Override
    Long instead(String function, Object[] arguments) {
      if (function.equals("C_EncryptUpdate")) {
        session = (Long) arguments[0];
      }
      if (numbered != 0 && function.endsWith("cryptInit") && arguments[2].equals(nextNumber)) {
        arguments[2] = numbered;
      }
      return super.instead(function, arguments);
    }

    @Override
    void answered(String function, Object[] arguments) {
      if (nextNumber != 0 && function.equals("C_GenerateKey")) {
        Pointer made = new Pointer((Long) arguments[4]);
        numbered = made.getNativeLong(0).longValue();
        made.setNativeLong(0, new NativeLong(nextNumber));
      }
      if (during != null && function.equals("C_EncryptUpdate")) {
        during.run();
      }
      if (holdsBack && function.endsWith("cryptUpdate")) {
        Pointer written = new Pointer((Long) arguments[4]);
        long all = written.getNativeLong(0).longValue();
        written.setNativeLong(0, new NativeLong(all - BLOCK));
      }
    }
  }

  private Pkcs11Token softHsm(int poolSize) {
    Pkcs11Token token = Tokens.softHsm(softHsm, module, poolSize);
    opened.add(token);
    return token;
  }

  private Pkcs11Token nss(int poolSize) {
    Pkcs11Token token = Tokens.nss(module, poolSize, Duration.ofSeconds(10));
    opened.add(token);
    return token;
  }

  @AfterEach
  void close() {
    for (Pkcs11Token token : opened) {
      assertThat(token.poolReport().inUse()).isZero();
      token.close();
    }
  }

  /** Data on their way, and where they stand. */
  private final class Stream {
    final Pkcs11Token token;
    final ObjectRef key;
    final boolean encrypt;
    final byte[] data;
    final byte[] expected;
    final ByteBuffer result;
    Mechanism next;

    Stream(Pkcs11Token token, ObjectRef key, long mode, boolean encrypt, int blocks) {
      this.token = token;
      this.key = key;
      this.encrypt = encrypt;
      this.next = mechanism(mode);
      data = new byte[blocks * BLOCK];
      random.nextBytes(data);
      expected =
          Arrays.copyOf(
              encrypt
                  ? Tokens.encrypt(token, key, next, data)
                  : Tokens.decrypt(token, key, next, data),
              data.length);
      result = ByteBuffer.allocate(data.length);
    }

    boolean isDone() {
      return !result.hasRemaining();
    }

    void part(int blocks) {
      int from = result.position();
      int length = Math.min(blocks * BLOCK, data.length - from);
      boolean last = from + length == data.length;
      Transfer transfer =
          Transfer.of(ByteBuffer.wrap(data, from, length), result)
              .as(last ? Part.LAST : Part.FOLLOWED);
      int written =
          encrypt
              ? token.ciphers().encrypt(key, next, transfer)
              : token.ciphers().decrypt(key, next, transfer);
      assertThat(written).isEqualTo(length);
      next = after(from, length);
    }

    private Mechanism after(int from, int length) {
      if (next.parameters() instanceof MechanismParameters.Counter counter) {
        byte[] block = counter.block().clone();
        CounterBlock.advance(block, length / BLOCK);
        return Mechanism.aesCtr(block);
      }
      byte[] ciphertext = encrypt ? result.array() : data;
      int end = from + length;
      return next.type() == Ckm.AES_ECB
          ? next
          : Mechanism.withIv(next.type(), Arrays.copyOfRange(ciphertext, end - BLOCK, end));
    }

    void all() {
      while (!isDone()) {
        part(2);
      }
      requireRight();
    }

    void requireRight() {
      assertThat(result.array()).as("seed %d, %s", seed, next).isEqualTo(expected);
    }
  }

  private static Mechanism mechanism(long mode) {
    if (mode == Ckm.AES_ECB) {
      return Mechanism.of(mode);
    }
    return mode == Ckm.AES_CTR ? Mechanism.aesCtr(IV.clone()) : Mechanism.withIv(mode, IV.clone());
  }

  private static ObjectRef key(Pkcs11Token token) {
    return Tokens.newAesKey(token, false, "", new byte[0]);
  }

  @Test
  void streamsThatShareAFewSessionsDoNotMix() {
    for (int poolSize : new int[] {1, 2, 5}) {
      for (Pkcs11Token token : List.of(softHsm(poolSize), nss(poolSize))) {
        List<ObjectRef> keys = List.of(key(token), key(token));
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          long mode = MODES.get(random.nextInt(3));
          ObjectRef key = keys.get(random.nextInt(2));
          boolean large = random.nextInt(10) == 0;
          int blocks = 1 + random.nextInt(large ? 20_000 : 300);
          streams.add(new Stream(token, key, mode, random.nextBoolean(), blocks));
        }
        List<Stream> open = new ArrayList<>(streams);
        while (!open.isEmpty()) {
          Stream stream = open.get(random.nextInt(Math.min(4, open.size())));
          stream.part(1 + random.nextInt(stream.data.length / BLOCK / 3 + 1));
          if (random.nextInt(10) == 0) {
            token.random().generate(ByteBuffer.allocate(8));
            Tokens.encrypt(token, stream.key, Tokens.gcm(random.nextInt()), new byte[9]);
          }
          open.removeIf(Stream::isDone);
        }
        streams.forEach(Stream::requireRight);
      }
    }
  }

  @Test
  void aPartIsOneCallAndTheLastOneTwo() {
    Pkcs11Token token = softHsm(2);
    ObjectRef key = key(token);
    for (long mode : MODES) {
      List<List<Long>> seen = new ArrayList<>();
      // After a second the token is asked anew, which may fall in here.
      for (int i = 0; i < 3; i++) {
        Stream stream = new Stream(token, key, mode, true, 10);
        List<Long> calls = new ArrayList<>();
        while (!stream.isDone()) {
          calls.add(callsOf(() -> stream.part(3)));
        }
        stream.requireRight();
        seen.add(calls);
      }
      assertThat(seen).contains(List.of(2L, 1L, 1L, 2L));
    }
  }

  private long callsOf(Runnable work) {
    long before = module.total();
    work.run();
    return module.total() - before;
  }

  @Test
  void partsThatTheModuleRefusesAreDoneAsAWhole() {
    for (String function : new String[] {"C_EncryptUpdate", "C_DecryptUpdate"}) {
      Pkcs11Token token = softHsm(2);
      ObjectRef key = Tokens.newAesKey(token, true, function, function.getBytes(UTF_8));
      for (long answer :
          new long[] {
            Ckr.FUNCTION_NOT_SUPPORTED,
            Ckr.OPERATION_NOT_INITIALIZED,
            Ckr.GENERAL_ERROR,
            Ckr.SESSION_HANDLE_INVALID
          }) {
        for (long mode : MODES) {
          Stream stream = new Stream(token, key, mode, function.contains("Encrypt"), 20);
          stream.part(3);
          module.answers.put(function, answer);
          stream.part(3);
          module.answers.clear();
          stream.all();
        }
      }
    }
  }

  @Test
  void aModuleThatNeverTakesPartsIsSoonAskedForNone() {
    Pkcs11Token token = softHsm(2);
    ObjectRef key = key(token);
    module.answers.put("C_EncryptUpdate", Ckr.FUNCTION_NOT_SUPPORTED);
    new Stream(token, key, Ckm.AES_CBC, true, 20).all();
    module.answers.clear();
    long before = module.calls("C_EncryptUpdate");
    new Stream(token, key, Ckm.AES_CBC, true, 20).all();
    assertThat(module.calls("C_EncryptUpdate")).isEqualTo(before);
  }

  @Test
  void aModuleThatHoldsBackSomeOfTheOutputIsAskedForWholes() {
    module.holdsBack = true;
    for (long mode : MODES) {
      Pkcs11Token token = softHsm(2);
      new Stream(token, key(token), mode, true, 20).all();
      new Stream(token, key(token), mode, false, 20).all();
    }
  }

  @Test
  void whatCannotBeEndedLosesItsSessionOnly() {
    Pkcs11Token token = softHsm(1);
    ObjectRef key = key(token);
    for (long answer : new long[] {Ckr.GENERAL_ERROR, Ckr.SESSION_HANDLE_INVALID}) {
      Stream stream = new Stream(token, key, Ckm.AES_CTR, true, 20);
      stream.part(3);
      module.answers.put("C_EncryptFinal", answer);
      Tokens.encrypt(token, key, Tokens.gcm((int) answer), new byte[9]);
      stream.all();
      Stream other = new Stream(token, key, Ckm.AES_CBC, true, 20);
      other.all();
      module.answers.clear();
    }
  }

  @Test
  void aDestroyedKeyTakesNoFurtherPart() {
    for (Pkcs11Token token : List.of(softHsm(2), nss(2))) {
      ObjectRef key = key(token);
      Stream stream = new Stream(token, key, Ckm.AES_CBC, true, 20);
      stream.part(3);
      stream.part(3);
      token.objects().destroy(key);
      assertThatThrownBy(() -> stream.part(3)).isInstanceOf(Pkcs11Exception.class);
      new Stream(token, key(token), Ckm.AES_CBC, true, 20).all();
    }
  }

  /** There are modules that give the number of a destroyed object to the next one. */
  @Test
  void anotherKeyOfTheSameHandleDoesNotGoOn() {
    Pkcs11Token token = nss(2);
    ObjectRef gone = key(token);
    Stream old = new Stream(token, gone, Ckm.AES_ECB, true, 20);
    old.part(3);
    old.part(3);
    assertThat(token.module().functions().C_DestroyObject(module.session, gone.lastHandle()))
        .isZero();
    module.nextNumber = gone.lastHandle();
    ObjectRef made = key(token);
    assertThat(made.lastHandle()).isEqualTo(gone.lastHandle());
    new Stream(token, made, Ckm.AES_ECB, true, 20).all();
  }

  /** What is in the module while its key is destroyed is not in the pool, and yet ends. */
  @Test
  void aPartThatIsInTheModuleMeanwhileIsTheLastOfItsKey() throws Exception {
    Pkcs11Token token = nss(3);
    ObjectRef key = key(token);
    ObjectRef alias = ObjectRef.sessionObject(key.lastHandle(), key.lastEpoch());
    Stream stream = new Stream(token, alias, Ckm.AES_ECB, true, 20);
    stream.part(3);
    module.during =
        () -> {
          module.during = null;
          token.objects().destroy(key);
        };
    stream.part(3);
    assertThatThrownBy(() -> stream.part(3)).isInstanceOf(Pkcs11Exception.class);
  }

  @Test
  void afterALogoutNoPartGoesOn() {
    Pkcs11Token token = softHsm(2);
    ObjectRef key = Tokens.newAesKey(token, true, "resident", new byte[] {7});
    Stream stream = new Stream(token, key, Ckm.AES_CTR, true, 20);
    stream.part(3);
    stream.part(3);
    token.login().logout();
    assertThatThrownBy(() -> stream.part(3)).isInstanceOf(Pkcs11Exception.class);
    token.login().login(softHsm.pinChars());
    stream.all();
    token.objects().destroy(key);
  }

  @Test
  void theTokenIsAskedAnewAfterASecond() throws Exception {
    Pkcs11Token token = softHsm(2);
    Stream stream = new Stream(token, key(token), Ckm.AES_CBC, true, 20);
    stream.part(3);
    Thread.sleep(1100);
    assertThat(callsOf(() -> stream.part(3))).as("Final, Init, Update").isEqualTo(3);
    stream.all();
  }

  @Test
  void endingWhatIsNotThereDoesNothing() {
    Pkcs11Token token = softHsm(2);
    ObjectRef key = key(token);
    Stream stream = new Stream(token, key, Ckm.AES_CBC, true, 20);
    stream.part(3);
    stream.part(3);
    assertThat(callsOf(() -> token.ciphers().endParts(false, key, stream.next))).isZero();
    assertThat(callsOf(() -> token.ciphers().endParts(true, key, mechanism(Ckm.AES_CBC)))).isZero();
    assertThat(callsOf(() -> token.ciphers().endParts(true, key, stream.next))).isOne();
    assertThat(callsOf(() -> token.ciphers().endParts(true, key, stream.next))).isZero();
    stream.all();
  }
}
