// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Providers use tokens through the delaying module; it counts their calls, and makes them wait. */
@SoftHsm
class DelayedModuleTest {
  private static final int OPERATIONS = 20;
  private static final int ROUNDS = 5;

  /** Until a key has sessions that are primed for it. */
  private static final int FIRST_USES = 20;

  @TempDir private static Path directory;

  private static SoftHsmToken token;
  private static NativeParts parts;
  private static TokenModule nss;

  @BeforeAll
  static void build(SoftHsmToken softHsm) throws IOException, InterruptedException {
    token = softHsm;
    parts = NativePartsFixture.in(directory);
    nss = TokenModule.of(NativePartsFixture.nss(NssSoftokn.find()), "");
  }

  @Test
  void turnlockTakesTwoCallsOnSoftHsm() throws GeneralSecurityException, IOException {
    DelayedModule module = softHsm(0);
    Provider provider = loggedIn(turnlock(module.in(text(token.turnlockConfiguration()))));

    assertThat(perEncryption(module, provider))
        .isEqualTo(Map.of("C_EncryptInit", 1L, "C_Encrypt", 1L));
    assertThat(perSignature(module, provider)).isEqualTo(Map.of("C_SignInit", 1L, "C_Sign", 1L));
  }

  @Test
  void turnlockTakesOneCallOnNss() throws GeneralSecurityException, IOException {
    DelayedModule module = DelayedModule.of(parts, directory, nss.library(), 0);
    Provider provider = turnlock(module.in(NativePartsFixture.nss(NssSoftokn.find())));

    assertThat(perEncryption(module, provider)).isEqualTo(Map.of("C_EncryptMessage", 1L));
  }

  /** On JDK 17, and no more on 25, its first C_EncryptInit has parameters that SoftHSM refuses. */
  @Test
  void sunPkcs11TakesThreeCallsOnSoftHsmOrTwo() throws GeneralSecurityException, IOException {
    DelayedModule module = softHsm(0);
    Provider provider = loggedIn(sunPkcs11(module.in(text(token.sunPkcs11Configuration()))));

    long refused = Runtime.version().feature() < 25 ? 1 : 0;
    assertThat(perEncryption(module, provider))
        .isEqualTo(Map.of("C_EncryptInit", 1 + refused, "C_Encrypt", 1L));
  }

  /** It takes session keys out of NSS, and puts them in for each use. */
  @Test
  void sunPkcs11TakesFourCallsOnNss() throws GeneralSecurityException, IOException {
    DelayedModule module = DelayedModule.of(parts, directory, nss.library(), 0);
    Provider provider = sunPkcs11(module.in(NativePartsFixture.nss(NssSoftokn.find())));

    assertThat(perEncryption(module, provider))
        .isEqualTo(
            Map.of(
                "C_CreateObject", 1L, "C_EncryptInit", 1L, "C_Encrypt", 1L, "C_DestroyObject", 1L));
  }

  @Test
  void eachCallWaits() throws IOException, InterruptedException {
    TokenModule softHsm =
        TokenModule.of(token.turnlockConfiguration().toString(), token.pin())
            .withEnvironment(token.environment());
    Duration slice = Duration.ofMillis(100);

    assertThat(
            new Baseline("aes-gcm-encrypt", 64, 2, false, 1, slice)
                .run(parts, softHsm.through(softHsm(2000))))
        .allMatch(micros -> micros >= 4000);
    assertThat(
            new Baseline("aes-gcm-encrypt", 64, 2, true, 1, slice)
                .run(parts, nss.through(DelayedModule.of(parts, directory, nss.library(), 2000))))
        .allMatch(micros -> micros >= 2000);
  }

  @Test
  void saysWhatItCannotLoad() throws IOException {
    Path absent = directory.resolve("absent.so");
    TokenModule module = nss.through(DelayedModule.of(parts, directory, absent, 0));

    assertThatThrownBy(
            () ->
                new Baseline("hmac-sha256", 64, 1, false, 1, Duration.ofMillis(1))
                    .run(parts, module))
        .hasMessageContaining("turnlock-delay: cannot load: " + absent)
        .hasMessageContaining("is no PKCS#11 module");
  }

  @Test
  void aConfigurationWithoutAModuleIsRefused() throws IOException {
    DelayedModule module = softHsm(0);
    assertThatThrownBy(() -> module.in("--token = software"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DelayedModule softHsm(long micros) throws IOException {
    return DelayedModule.of(parts, directory, token.library(), micros);
  }

  private interface Work {
    void run() throws GeneralSecurityException;
  }

  /** Calls for one of many: the round with the fewest, as a primed session is renewed at times. */
  private static Map<String, Long> perOperation(DelayedModule module, Work work)
      throws GeneralSecurityException, IOException {
    for (int i = 0; i < FIRST_USES; i++) {
      work.run();
    }
    CallCounts fewest = null;
    for (int round = 0; round < ROUNDS; round++) {
      CallCounts before = module.calls();
      for (int i = 0; i < OPERATIONS; i++) {
        work.run();
      }
      CallCounts made = module.calls().since(before);
      fewest = fewest == null || made.total() < fewest.total() ? made : fewest;
    }
    Map<String, Long> each = new TreeMap<>();
    fewest.byFunction().forEach((name, calls) -> each.put(name, divided(name, calls)));
    return each;
  }

  private static long divided(String name, long calls) {
    assertThat(calls % OPERATIONS).as(name).isZero();
    return calls / OPERATIONS;
  }

  private static Map<String, Long> perEncryption(DelayedModule module, Provider provider)
      throws GeneralSecurityException, IOException {
    SecretKey key =
        SecretKeyFactory.getInstance("AES", provider)
            .translateKey(new SecretKeySpec(new byte[32], "AES"));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    ByteBuffer iv = ByteBuffer.allocate(12);
    byte[] message = new byte[64];
    return perOperation(
        module,
        () -> {
          iv.putLong(0, iv.getLong(0) + 1);
          cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv.array()));
          cipher.doFinal(message);
        });
  }

  private static Map<String, Long> perSignature(DelayedModule module, Provider provider)
      throws GeneralSecurityException, IOException {
    PrivateKey key = KeyPairGenerator.getInstance("EC", provider).generateKeyPair().getPrivate();
    Signature signature = Signature.getInstance("SHA256withECDSA", provider);
    byte[] message = new byte[64];
    return perOperation(
        module,
        () -> {
          signature.initSign(key);
          signature.update(message);
          signature.sign();
        });
  }

  private static String text(Path configuration) throws IOException {
    return "--" + Files.readString(configuration);
  }

  private static Provider turnlock(String configuration) {
    return new TurnlockProvider().configure(configuration);
  }

  private static Provider sunPkcs11(String configuration) {
    return Security.getProvider("SunPKCS11").configure(configuration);
  }

  private static Provider loggedIn(Provider provider) throws GeneralSecurityException, IOException {
    KeyStore.getInstance("PKCS11", provider).load(null, token.pinChars());
    return provider;
  }
}
