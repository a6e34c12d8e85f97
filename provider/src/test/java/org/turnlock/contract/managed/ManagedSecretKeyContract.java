// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.turnlock.contract.BackendContract;
import org.turnlock.contract.support.ManagedKeyBench;
import org.turnlock.contract.support.Messages;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.pkcs11.constant.Ckk;

/** Ciphers and MACs with an AES or HMAC key that rotates. */
public abstract class ManagedSecretKeyContract extends BackendContract {
  private static final String GCM = "AES/GCM/NoPadding";
  private static final int VERSIONS = 4;
  private static final IvParameterSpec BLOCK_IV = new IvParameterSpec(new byte[16]);

  private ManagedKeyBench bench;

  /** Knows at once what the bench changes. */
  private ManagedKeyDirectory directory;

  private String alias;

  @BeforeEach
  final void makeKey(TestInfo test) throws Exception {
    if (bench == null) {
      bench = new ManagedKeyBench(ManagedKeyBench.tokenOf(backend().providers().get(0)));
      directory = bench.directory(Duration.ZERO);
    }
    alias = test.getTestMethod().orElseThrow().getName();
    bench.create(alias, "AES");
  }

  private SecretKey key() throws InvalidKeyException {
    return (SecretKey) directory.key(alias).orElseThrow();
  }

  private SecretKey pinned(int version) throws InvalidKeyException {
    return (SecretKey) directory.version(alias, version).orElseThrow();
  }

  private Cipher cipher(String transformation) throws Exception {
    return backend().cipher(transformation);
  }

  private static GCMParameterSpec iv(int number) {
    byte[] iv = new byte[12];
    iv[0] = (byte) number;
    return new GCMParameterSpec(128, iv);
  }

  private byte[] encrypted(Key key, byte[] message, int number) throws Exception {
    return run(GCM, Cipher.ENCRYPT_MODE, key, iv(number), message);
  }

  private byte[] decrypted(Key key, byte[] ciphertext, int number) throws Exception {
    return run(GCM, Cipher.DECRYPT_MODE, key, iv(number), ciphertext);
  }

  private byte[] run(String form, int mode, Key key, AlgorithmParameterSpec spec, byte[] data)
      throws Exception {
    Cipher cipher = cipher(form);
    cipher.init(mode, key, spec);
    return cipher.doFinal(data);
  }

  private byte[] message(int number) {
    return Messages.bytes(seed().forCase(alias, number), 100 + number);
  }

  @Test
  final void gcmOfEveryVersionStaysReadable() throws Exception {
    readableThroughAll(GCM, i -> iv(i), i -> message(i));
  }

  @Test
  final void ccmOfEveryVersionStaysReadable() throws Exception {
    assumeOffered("AES/CCM/NoPadding");
    readableThroughAll("AES/CCM/NoPadding", i -> iv(i), i -> message(i));
  }

  @Test
  final void keyWrapOfDataOfEveryVersionStaysReadable() throws Exception {
    readableThroughAll("AES/KW/NoPadding", i -> null, i -> Arrays.copyOf(message(i), 32));
    readableThroughAll("AES/KWP/NoPadding", i -> null, i -> Arrays.copyOf(message(i), 33));
    readableThroughAll(
        "AES/KW/NoPadding",
        i -> new IvParameterSpec(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
        i -> Arrays.copyOf(message(i), 40));
  }

  private interface Of<T> {
    T version(int number);
  }

  /** With one key object that was there before the first rotation. */
  private void readableThroughAll(String form, Of<AlgorithmParameterSpec> spec, Of<byte[]> message)
      throws Exception {
    SecretKey key = key();
    int first = directory.record(alias).orElseThrow().current();
    List<byte[]> ciphertexts = new ArrayList<>();
    for (int i = 0; i < VERSIONS; i++) {
      ciphertexts.add(run(form, Cipher.ENCRYPT_MODE, key, spec.version(i), message.version(i)));
      bench.rotate(alias);
    }
    Cipher cipher = cipher(form);
    for (int i : List.of(0, 2, 3, 1, 1, 0)) {
      cipher.init(Cipher.DECRYPT_MODE, key, spec.version(i));
      assertThat(cipher.doFinal(ciphertexts.get(i))).isEqualTo(message.version(i));
      assertThat(cipher.doFinal(ciphertexts.get(i))).as("again").isEqualTo(message.version(i));
      assertThat(
              run(
                  form,
                  Cipher.DECRYPT_MODE,
                  pinned(first + i),
                  spec.version(i),
                  ciphertexts.get(i)))
          .as("made by the version that was current")
          .isEqualTo(message.version(i));
    }
  }

  @Test
  final void wrappedKeysOfEveryVersionComeBack() throws Exception {
    SecretKey key = key();
    SecretKey inside =
        (SecretKey)
            Keys.of(
                bench
                    .token()
                    .objects()
                    .generateSecretKey(
                        Ckk.AES,
                        32,
                        TokenKeySpec.builder()
                            .extractable()
                            .build()
                            .description(DefaultUsages.ofSecret("AES"))));
    byte[] iv = new byte[12];
    byte[] known =
        run(GCM, Cipher.ENCRYPT_MODE, inside, new GCMParameterSpec(128, iv), new byte[9]);
    for (String form : List.of("AES/KW/NoPadding", "AES/KWP/NoPadding")) {
      List<byte[]> wrapped = new ArrayList<>();
      Cipher cipher = cipher(form);
      for (int i = 0; i < 3; i++) {
        cipher.init(Cipher.WRAP_MODE, key);
        wrapped.add(cipher.wrap(inside));
        bench.rotate(alias);
      }
      for (byte[] one : wrapped) {
        cipher.init(Cipher.UNWRAP_MODE, key);
        Key back = cipher.unwrap(one, "AES", Cipher.SECRET_KEY);
        assertThat(run(GCM, Cipher.ENCRYPT_MODE, back, new GCMParameterSpec(128, iv), new byte[9]))
            .isEqualTo(known);
        one[3] ^= 1;
        assertThatThrownBy(() -> cipher.unwrap(one, "AES", Cipher.SECRET_KEY))
            .isInstanceOf(InvalidKeyException.class);
      }
    }
  }

  @Test
  final void anInitialisedCipherKeepsItsVersionAndTheNextInitTakesTheNew() throws Exception {
    SecretKey key = key();
    Cipher cipher = cipher(GCM);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv(1));
    cipher.update(message(1), 0, 50);
    bench.rotate(alias);
    byte[] old = cipher.doFinal(message(1), 50, message(1).length - 50);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv(2));
    byte[] young = cipher.doFinal(message(2));
    assertThat(decrypted(pinned(1), old, 1)).isEqualTo(message(1));
    assertThat(decrypted(pinned(2), young, 2)).isEqualTo(message(2));
    assertThatThrownBy(() -> decrypted(pinned(2), old, 1)).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  final void anIvServesOnceForEachVersion() throws Exception {
    SecretKey key = key();
    Cipher cipher = cipher(GCM);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv(1));
    cipher.doFinal(message(1));
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, pinned(1), iv(1)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    bench.rotate(alias);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv(1));
    cipher.doFinal(message(1));
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, key, iv(1)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  final void nothingIsReleasedBeforeAVersionHasVerified() throws Exception {
    SecretKey key = key();
    byte[] ciphertext = encrypted(key, message(1), 1);
    bench.rotate(alias);
    bench.rotate(alias);
    for (boolean direct : new boolean[] {false, true}) {
      for (int shift : new int[] {0, 3, -3}) {
        byte[] forged = ciphertext.clone();
        forged[5] ^= 1;
        ByteBuffer in = memory(direct, forged);
        ByteBuffer out = in.duplicate().position(in.position() + shift).limit(in.capacity());
        byte[] before = all(in);
        Cipher cipher = cipher(GCM);
        cipher.init(Cipher.DECRYPT_MODE, key, iv(1));
        assertThatThrownBy(() -> cipher.doFinal(in, out)).isInstanceOf(AEADBadTagException.class);
        assertThat(all(in)).as("the memory after a forgery").isEqualTo(before);
        in.put(in.position() + 5, ciphertext[5]);
        assertThat(cipher.doFinal(in, out)).isEqualTo(message(1).length);
        byte[] plain = new byte[message(1).length];
        out.flip().position(10 + shift).get(plain);
        assertThat(plain).as("by the third version tried, over its input").isEqualTo(message(1));
      }
    }
  }

  private static ByteBuffer memory(boolean direct, byte[] content) {
    int size = content.length + 20;
    ByteBuffer memory = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    memory.put(10, content);
    return memory.position(10).limit(10 + content.length);
  }

  private static byte[] all(ByteBuffer buffer) {
    byte[] all = new byte[buffer.capacity()];
    buffer.duplicate().clear().get(all);
    return all;
  }

  @Test
  final void modesThatCannotTellAreRefusedForSeveralVersionsOnly() throws Exception {
    SecretKey key = key();
    List<String> forms =
        List.of(
            "AES/CBC/PKCS5Padding",
            "AES/CBC/NoPadding",
            "AES/CTR/NoPadding",
            "AES/ECB/NoPadding",
            "AES/ECB/PKCS5Padding");
    byte[] message = new byte[64];
    for (String form : forms) {
      IvParameterSpec spec = form.contains("ECB") ? null : BLOCK_IV;
      byte[] ciphertext = run(form, Cipher.ENCRYPT_MODE, key, spec, message);
      assertThat(run(form, Cipher.DECRYPT_MODE, key, spec, ciphertext)).isEqualTo(message);
    }
    List<byte[]> old = new ArrayList<>();
    for (String form : forms) {
      IvParameterSpec spec = form.contains("ECB") ? null : BLOCK_IV;
      old.add(run(form, Cipher.ENCRYPT_MODE, key, spec, message));
    }
    bench.rotate(alias);
    for (int i = 0; i < forms.size(); i++) {
      String form = forms.get(i);
      IvParameterSpec spec = form.contains("ECB") ? null : BLOCK_IV;
      for (int mode : new int[] {Cipher.DECRYPT_MODE, Cipher.UNWRAP_MODE}) {
        assertThatThrownBy(() -> cipher(form).init(mode, key, spec))
            .as(form)
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContainingAll("'" + alias + "@1'", "'" + alias + "@2'");
      }
      assertThat(run(form, Cipher.DECRYPT_MODE, pinned(1), spec, old.get(i))).isEqualTo(message);
      byte[] young = run(form, Cipher.ENCRYPT_MODE, key, spec, message);
      assertThat(young).isNotEqualTo(old.get(i));
      assertThat(run(form, Cipher.DECRYPT_MODE, pinned(2), spec, young)).isEqualTo(message);
    }
    bench.change(alias, record -> record.floor(2));
    byte[] young = run("AES/CBC/NoPadding", Cipher.ENCRYPT_MODE, key, BLOCK_IV, message);
    assertThat(run("AES/CBC/NoPadding", Cipher.DECRYPT_MODE, key, BLOCK_IV, young))
        .as("one version is left above the floor")
        .isEqualTo(message);
  }

  @Test
  final void whatAnotherProcessHasMadeIsReadAtOnce() throws Exception {
    SecretKey elsewhere =
        (SecretKey) bench.directory(ManagedKeyBench.NEVER).key(alias).orElseThrow();
    byte[] first = encrypted(elsewhere, message(1), 1);
    assertThat(decrypted(elsewhere, first, 1)).isEqualTo(message(1));
    bench.rotate(alias);
    bench.rotate(alias);
    byte[] ciphertext = encrypted(key(), message(2), 2);
    assertThat(decrypted(elsewhere, ciphertext, 2)).isEqualTo(message(2));
    assertThat(decrypted(elsewhere, first, 1)).isEqualTo(message(1));
  }

  @Test
  final void aModeThatCannotTellIsNotFooledByWhatAnotherProcessHasMade() throws Exception {
    SecretKey elsewhere =
        (SecretKey) bench.directory(ManagedKeyBench.NEVER).key(alias).orElseThrow();
    String form = "AES/CBC/NoPadding";
    byte[] old = run(form, Cipher.ENCRYPT_MODE, elsewhere, BLOCK_IV, new byte[16]);
    assertThat(run(form, Cipher.DECRYPT_MODE, elsewhere, BLOCK_IV, old)).isEqualTo(new byte[16]);
    bench.rotate(alias);
    assertThatThrownBy(() -> run(form, Cipher.DECRYPT_MODE, elsewhere, BLOCK_IV, old))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(alias + "@2");
  }

  @Test
  final void aKeyThatMayNotBeUsedIsRefusedAtInitAndInUse() throws Exception {
    SecretKey key = key();
    byte[] ciphertext = encrypted(key, message(1), 1);
    Cipher encrypting = cipher(GCM);
    encrypting.init(Cipher.ENCRYPT_MODE, key, iv(2));
    Cipher decrypting = cipher(GCM);
    decrypting.init(Cipher.DECRYPT_MODE, key, iv(1));

    bench.change(alias, record -> record.state(KeyState.DISABLED));
    refusedEverywhere(key, Reason.DISABLED, "is disabled");
    requireReason(catchThrowable(() -> encrypting.doFinal(message(2))), Reason.DISABLED);
    requireReason(catchThrowable(() -> decrypting.doFinal(ciphertext)), Reason.DISABLED);

    bench.change(
        alias, record -> record.state(KeyState.PENDING_DELETION).deletionDate(Instant.MAX));
    refusedEverywhere(key, Reason.STATE, "cancel the deletion");
    requireReason(catchThrowable(() -> decrypting.doFinal(ciphertext)), Reason.STATE);

    bench.change(alias, record -> record.state(KeyState.ENABLED).deletionDate(null));
    assertThat(decrypting.doFinal(ciphertext)).as("usable again").isEqualTo(message(1));
  }

  private void refusedEverywhere(SecretKey key, Reason reason, String words) throws Exception {
    for (String form : List.of(GCM, "AES/KW/NoPadding", "AES/CBC/NoPadding", "AES/CTR/NoPadding")) {
      AlgorithmParameterSpec spec =
          form.equals(GCM) ? iv(9) : form.contains("KW") ? null : BLOCK_IV;
      for (int mode = Cipher.ENCRYPT_MODE; mode <= Cipher.UNWRAP_MODE; mode++) {
        int opmode = mode;
        for (SecretKey one : List.of(key, pinned(1))) {
          Throwable refusal = catchThrowable(() -> cipher(form).init(opmode, one, spec));
          assertThat(refusal)
              .as(form + " " + mode)
              .isInstanceOf(InvalidKeyException.class)
              .hasMessageContainingAll(alias, words);
          requireReason(refusal.getCause(), reason);
        }
      }
    }
    assertThatThrownBy(() -> backend().mac("AESCMAC").init(key))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(words);
  }

  private static void requireReason(Throwable thrown, Reason reason) {
    assertThat(thrown).isInstanceOf(ManagedKeyException.class);
    assertThat(((ManagedKeyException) thrown).reason()).isEqualTo(reason);
  }

  @Test
  final void versionsBelowTheFloorDisabledOrDestroyedDoNoOldWork() throws Exception {
    SecretKey key = key();
    byte[] ciphertext = encrypted(key, message(1), 1);
    bench.rotate(alias);
    SecretKey first = pinned(1);
    Cipher begun = cipher(GCM);
    begun.init(Cipher.DECRYPT_MODE, key, iv(1));

    bench.change(alias, record -> record.floor(2));
    assertBadTag(key, ciphertext);
    assertRefused(first, Reason.BELOW_FLOOR);
    requireReason(catchThrowable(() -> begun.doFinal(ciphertext)), Reason.BELOW_FLOOR);

    bench.change(alias, record -> record.floor(1));
    bench.change(alias, 1, Standing.DISABLED);
    assertBadTag(key, ciphertext);
    assertRefused(first, Reason.DISABLED);
    requireReason(catchThrowable(() -> begun.doFinal(ciphertext)), Reason.DISABLED);

    bench.change(alias, 1, Standing.ENABLED);
    assertThat(begun.doFinal(ciphertext)).isEqualTo(message(1));
    bench.change(alias, 1, Standing.DESTROYED);
    assertBadTag(key, ciphertext);
    assertRefused(first, Reason.DESTROYED);
    requireReason(catchThrowable(() -> begun.doFinal(ciphertext)), Reason.DESTROYED);
    assertThat(decrypted(key, encrypted(key, message(3), 3), 3)).isEqualTo(message(3));
  }

  private void assertBadTag(SecretKey key, byte[] ciphertext) {
    assertThatThrownBy(() -> decrypted(key, ciphertext, 1))
        .isInstanceOf(AEADBadTagException.class)
        .hasMessageContaining(alias);
  }

  private void assertRefused(SecretKey version, Reason reason) {
    Throwable refusal = catchThrowable(() -> cipher(GCM).init(Cipher.DECRYPT_MODE, version, iv(1)));
    assertThat(refusal).isInstanceOf(InvalidKeyException.class);
    requireReason(refusal.getCause(), reason);
  }

  @Test
  final void aVersionThatWasRemovedBehindOurBackCostsItsOwnDataOnly() throws Exception {
    SecretKey key = key();
    byte[] lost = encrypted(key, message(1), 1);
    bench.rotate(alias);
    byte[] kept = encrypted(key, message(2), 2);
    SecretKey elsewhere =
        (SecretKey) bench.directory(ManagedKeyBench.NEVER).key(alias).orElseThrow();
    SecretKey first = pinned(1);
    bench.token().objects().destroy(((TokenBackedKey) first).tokenKey());
    for (SecretKey one : List.of(key, elsewhere)) {
      assertThat(decrypted(one, kept, 2)).isEqualTo(message(2));
      assertThatThrownBy(() -> decrypted(one, lost, 1))
          .as("checked, as for garbage: it may be that too")
          .isInstanceOf(AEADBadTagException.class)
          .hasMessageContainingAll("the tag does not match", "; not tried: ");
      assertThat(decrypted(one, kept, 2)).isEqualTo(message(2));
    }
    assertThatThrownBy(() -> decrypted(first, lost, 1))
        .as("by name, where it is used")
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("'" + alias + "@1'");
  }

  @Test
  final void aVersionOfThePastEncryptsNoMore() throws Exception {
    assertThat(encrypted(pinned(1), message(1), 1)).isNotEmpty();
    bench.rotate(alias);
    assertThatThrownBy(() -> encrypted(pinned(1), message(1), 2))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContainingAll("version 1", "'" + alias + "'", "current version is 2");
  }

  @Test
  final void forgedKeyWrapFailsAsEver() throws Exception {
    bench.rotate(alias);
    assertThatThrownBy(
            () -> run("AES/KW/NoPadding", Cipher.DECRYPT_MODE, key(), null, new byte[40]))
        .isInstanceOf(IllegalBlockSizeException.class);
  }

  @Test
  final void macsAreMadeByTheCurrentVersion() throws Exception {
    String macAlias = alias + "-hmac";
    bench.create(macAlias, "HmacSHA256");
    SecretKey key = (SecretKey) directory.key(macAlias).orElseThrow();
    assertThat(key.getAlgorithm()).isEqualTo("HmacSHA256");
    Mac mac = backend().mac("HmacSHA256");
    mac.init(key);
    byte[] first = mac.doFinal(message(1));
    bench.rotate(macAlias);
    assertThat(mac.doFinal(message(1))).as("until the next init").isEqualTo(first);
    mac.init(key);
    byte[] second = mac.doFinal(message(1));
    assertThat(second).isNotEqualTo(first);
    mac.init((SecretKey) directory.version(macAlias, 2).orElseThrow());
    assertThat(mac.doFinal(message(1))).isEqualTo(second);
  }
}
