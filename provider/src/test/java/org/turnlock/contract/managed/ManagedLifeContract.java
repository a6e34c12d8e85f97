// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.KeyUsage;

/**
 * Managed keys as programs use them, through the provider alone: one that makes them, and another
 * process's on the same token where it can be shared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ManagedLifeContract {
  private static final String GCM = "AES/GCM/NoPadding";
  private static final String ECDSA = "SHA256withECDSA";
  private static final int ROTATIONS = 4;
  private static final int THREADS = 6;
  private static final int LATEST_END_SECONDS = 120;

  private TurnlockProvider here;
  private TurnlockProvider there;
  private Seed seed;

  /** The provider under test. */
  protected abstract TurnlockProvider open() throws Exception;

  /** Another one that shares nothing with it but the token; itself where that cannot be. */
  protected abstract TurnlockProvider openAnother(TurnlockProvider first) throws Exception;

  @BeforeAll
  final void openProviders() throws Exception {
    here = open();
    there = openAnother(here);
    seed = Seed.announce(getClass().getSimpleName());
  }

  @AfterAll
  final void closeProviders() {
    here.close();
    there.close();
  }

  private static ManagedKeySpec.Builder spec(String alias) {
    return ManagedKeySpec.builder(alias);
  }

  private SecretKey generated(String algorithm, ManagedKeySpec spec) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance(algorithm, here);
    generator.init(spec);
    return generator.generateKey();
  }

  private KeyPair generatedPair(String algorithm, ManagedKeySpec spec) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, here);
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  private static byte[] gcm(TurnlockProvider by, int mode, SecretKey key, byte[] iv, byte[] data)
      throws Exception {
    Cipher cipher = Cipher.getInstance(GCM, by);
    cipher.init(mode, key, new GCMParameterSpec(128, iv));
    return cipher.doFinal(data);
  }

  private static java.security.Key key(TurnlockProvider provider, String alias) throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    return store.getKey(alias, null);
  }

  @Test
  final void generatorsBeginManagedSecretKeys() throws Exception {
    SecretKey aes = generated("AES", spec("g-aes").size(128).description("mail").build());
    ManagedKeyInfo info = here.managedKeys().describe("g-aes");
    assertThat(info.kind()).hasToString("AES-128");
    assertThat(info.description()).isEqualTo("mail");
    assertThat(aes).isEqualTo(key(here, "g-aes"));
    byte[] old = gcm(here, Cipher.ENCRYPT_MODE, aes, new byte[12], new byte[5]);
    here.managedKeys().rotate("g-aes", 1);
    assertThat(gcm(here, Cipher.ENCRYPT_MODE, aes, new byte[12], new byte[5])).isNotEqualTo(old);
    assertThat(gcm(here, Cipher.DECRYPT_MODE, aes, new byte[12], old)).isEqualTo(new byte[5]);
    assertThat(here.managedKeys().describe("g-aes").kind()).hasToString("AES-128");

    SecretKey hmac = generated("HmacSHA256", spec("g-hmac").algorithm("HmacSHA256").build());
    assertThat(hmac.getAlgorithm()).isEqualTo("HmacSHA256");
    assertThat(here.managedKeys().describe("g-hmac").kind()).hasToString("HmacSHA256-256");
    Mac mac = Mac.getInstance("HmacSHA256", here);
    mac.init(hmac);
    assertThat(mac.doFinal()).hasSize(32);
  }

  @Test
  final void generatorsBeginManagedPairs() throws Exception {
    KeyPair ec = generatedPair("EC", spec("g-ec").curve("secp384r1").build());
    assertThat(here.managedKeys().describe("g-ec").kind()).hasToString("EC secp384r1");
    KeyPair rsa = generatedPair("RSA", spec("g-rsa").size(2048).build());
    assertThat(here.managedKeys().describe("g-rsa").kind()).hasToString("RSA-2048");
    requireSigning("SHA384withECDSA", ec, "g-ec");
    requireSigning("SHA256withRSA", rsa, "g-rsa");
    if (here.getService("KeyPairGenerator", "EdDSA") != null) {
      requireSigning("Ed25519", generatedPair("EdDSA", spec("g-ed").build()), "g-ed");
    }
  }

  private void requireSigning(String form, KeyPair pair, String alias) throws Exception {
    assertThat(pair.getPublic()).isInstanceOf(ManagedPublicKey.class);
    byte[] old = signed(here, form, pair.getPrivate());
    here.managedKeys().rotate(alias, 1);
    byte[] young = signed(here, form, pair.getPrivate());
    assertThat(verifies(here, form, pair.getPublic(), old)).isTrue();
    assertThat(verifies(here, form, pair.getPublic(), young)).isTrue();
    PublicKey first = here.managedKeys().publicKey(alias, 1);
    assertThat(verifies(here, form, first, old)).isTrue();
    assertThat(verifies(here, form, first, young)).isFalse();
  }

  private static byte[] signed(TurnlockProvider by, String form, PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance(form, by);
    signature.initSign(key);
    signature.update(new byte[100]);
    return signature.sign();
  }

  private static boolean verifies(TurnlockProvider by, String form, PublicKey key, byte[] value)
      throws Exception {
    Signature signature = Signature.getInstance(form, by);
    signature.initVerify(key);
    signature.update(new byte[100]);
    return signature.verify(value);
  }

  @Test
  final void generatorsRefuseWhatTheyCannotBegin() throws Exception {
    KeyGenerator aes = KeyGenerator.getInstance("AES", here);
    aes.init(spec("twice").build());
    aes.generateKey();
    Throwable again = catchThrowable(aes::generateKey);
    assertThat(again)
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContainingAll("'twice'", "already");
    assertThat(((ManagedKeyException) again).reason()).isEqualTo(Reason.EXISTS);
    assertThatThrownBy(() -> aes.init(spec("x").algorithm("HmacSHA256").build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("HmacSHA256");
    assertThatThrownBy(() -> aes.init(spec("x").size(100).build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> aes.init(spec("x").awaitingImport().build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("ManagedKeys.create");
    for (ManagedKeySpec.Builder impossible :
        List.of(
            spec("x").curve("secp256r1"),
            spec("x").usages(KeyUsage.ENCAPSULATE),
            spec("x").subject(new X500Principal("CN=x")),
            spec("x").tags(Map.of("t", "long".repeat(1000))))) {
      assertThatThrownBy(() -> aes.init(impossible.build()))
          .isInstanceOf(InvalidAlgorithmParameterException.class)
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> aes.init(100)).isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> aes.init(TokenKeySpec.builder().size(100).build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(aes::generateKey)
        .as("as the last init that did not fail has it")
        .hasMessageContaining("'twice'");
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", here);
    ec.initialize(spec("twice").build());
    assertThatThrownBy(() -> ec.initialize(spec("x").curve("nonesuch").build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> ec.initialize(spec("x").size(256).curve("secp256r1").build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> ec.initialize(7)).isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> ec.initialize(new ECGenParameterSpec("nonesuch")))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(ec::generateKeyPair).hasMessageContaining("'twice'");
    KeyPairGenerator pss = KeyPairGenerator.getInstance("RSASSA-PSS", here);
    assertThatThrownBy(() -> pss.initialize(spec("x").build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("cannot be managed");
    aes.init(128);
    assertThat(((TokenBackedKey) aes.generateKey()).source().versionNumber())
        .as("not managed after another init")
        .isZero();
    assertThatThrownBy(() -> aes.init(TokenKeySpec.builder().label("twice").build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("already");
    assertThat(here.managedKeys().find("x")).isEmpty();
  }

  @Test
  final void oneRotatesAndTheOtherDecryptsAndVerifiesAtOnce() throws Exception {
    SecretKey own = generated("AES", spec("shared").build());
    KeyPair pair = generatedPair("EC", spec("shared-ec").build());
    SecretKey others = (SecretKey) key(there, "shared");
    PublicKey verifying = publicHalf(there, "shared-ec");
    byte[] iv = new byte[12];
    for (int version = 1; version <= 3; version++) {
      iv[0] = (byte) version;
      byte[] ciphertext = gcm(here, Cipher.ENCRYPT_MODE, own, iv, new byte[20]);
      assertThat(gcm(there, Cipher.DECRYPT_MODE, others, iv, ciphertext)).isEqualTo(new byte[20]);
      byte[] signature = signed(here, ECDSA, pair.getPrivate());
      assertThat(verifies(there, ECDSA, verifying, signature)).isTrue();
      here.managedKeys().rotate("shared", version);
      here.managedKeys().rotate("shared-ec", version);
    }
  }

  private static PublicKey publicHalf(TurnlockProvider provider, String alias) throws Exception {
    return ManagedPublicKey.of(((TokenBackedKey) key(provider, alias)).source());
  }

  @Test
  final void aManagedKeyIsWrappedAsItsCurrentVersionIfThatMayLeave() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", here);
    SecretKey wrapping = generator.generateKey();
    generator.init(TokenKeySpec.builder().label("leaving").extractable().build());
    here.managedKeys().adopt(generator.generateKey(), spec("w-aes").build());
    SecretKey alias = (SecretKey) key(here, "w-aes");
    SecretKey first = (SecretKey) key(here, "w-aes@1");
    Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding", here);
    cipher.init(Cipher.WRAP_MODE, wrapping);
    byte[] wrapped = cipher.wrap(alias);
    assertThat(cipher.wrap(first)).isEqualTo(wrapped);
    here.managedKeys().rotate("w-aes", 1);
    assertThatThrownBy(() -> cipher.wrap(alias))
        .as("versions that Turnlock makes stay")
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("not extractable");
    assertThat(cipher.wrap(first)).isEqualTo(wrapped);
    here.managedKeys().disable("w-aes");
    for (SecretKey one : List.of(alias, first)) {
      assertThatThrownBy(() -> cipher.wrap(one))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("is disabled");
    }
  }

  @Test
  final void whatTurnlockSealedWrapsIsHeldToItsStateToo() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", here);
    SecretKey wrapping = generated("AES", spec("w-sealing").build());
    generator.init(TokenKeySpec.builder().label("readable").readableInClear().build());
    here.managedKeys().adopt(generator.generateKey(), spec("w-readable").build());
    SecretKey alias = (SecretKey) key(here, "w-readable");
    SecretKey first = (SecretKey) key(here, "w-readable@1");
    Cipher cipher = Cipher.getInstance("TurnlockSealed", here);
    cipher.init(Cipher.WRAP_MODE, wrapping);
    byte[] wrapped = cipher.wrap(alias);
    here.managedKeys().rotate("w-readable", 1);
    assertThatThrownBy(() -> cipher.wrap(alias))
        .as("versions that Turnlock makes stay")
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("sensitive");
    cipher.wrap(first);
    here.managedKeys().disable("w-readable");
    for (SecretKey one : List.of(alias, first)) {
      assertThatThrownBy(() -> cipher.wrap(one))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("is disabled");
    }
    here.managedKeys().enable("w-readable");
    byte[] again = cipher.wrap(first);
    Cipher opening = Cipher.getInstance("TurnlockSealed", here);
    opening.init(Cipher.DECRYPT_MODE, wrapping);
    assertThat(opening.doFinal(again)).isEqualTo(opening.doFinal(wrapped)).hasSize(32);
  }

  @Test
  final void aKeyDoesNoMoreThanItsRecordAllowsWhateverItsObjectWould() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", here);
    generator.init(TokenKeySpec.builder().label("legacy").build());
    SecretKey inHand = generator.generateKey();
    byte[] old = gcm(here, Cipher.ENCRYPT_MODE, inHand, new byte[12], new byte[5]);
    Cipher begun = Cipher.getInstance(GCM, here);
    begun.init(Cipher.ENCRYPT_MODE, inHand, new GCMParameterSpec(128, new byte[12]));
    here.managedKeys().adopt(inHand, spec("u-aes").usages(KeyUsage.DECRYPT).build());
    assertThatThrownBy(() -> begun.doFinal(new byte[5]))
        .as("at use")
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContainingAll("'u-aes'", "no use ENCRYPT", "DECRYPT only");
    SecretKey alias = (SecretKey) key(here, "u-aes");
    for (SecretKey one : List.of(inHand, alias, (SecretKey) key(here, "u-aes@1"))) {
      assertThat(gcm(here, Cipher.DECRYPT_MODE, one, new byte[12], old)).isEqualTo(new byte[5]);
      for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.WRAP_MODE}) {
        assertThatThrownBy(() -> Cipher.getInstance(GCM, here).init(mode, one))
            .as("at choosing")
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContainingAll("'u-aes'", "no use");
      }
    }
    KeyPair signing = generatedPair("RSA", spec("u-rsa").size(2048).usages(KeyUsage.SIGN).build());
    byte[] signature = signed(here, "SHA256withRSA", signing.getPrivate());
    assertThat(verifies(here, "SHA256withRSA", signing.getPublic(), signature)).isTrue();
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding", here);
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.WRAP_MODE}) {
      assertThatThrownBy(() -> rsa.init(mode, signing.getPublic()))
          .as("with the public half")
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("no use");
    }
    for (int mode : new int[] {Cipher.DECRYPT_MODE, Cipher.UNWRAP_MODE}) {
      assertThatThrownBy(() -> rsa.init(mode, signing.getPrivate()))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("no use");
    }
  }

  @Test
  final void aKeyInHandIsAVersionFromItsAdoptionOn() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", here);
    generator.init(TokenKeySpec.builder().label("taken").build());
    SecretKey inHand = generator.generateKey();
    Cipher begun = Cipher.getInstance(GCM, here);
    begun.init(Cipher.ENCRYPT_MODE, inHand, new GCMParameterSpec(128, new byte[12]));
    here.managedKeys().adopt(inHand, spec("a-aes").build());
    byte[] ciphertext = begun.doFinal(new byte[5]);
    assertThat(here.managedKeys().describe("a-aes").versions().get(0).uses()).isPositive();
    assertThat(inHand).isEqualTo(key(here, "a-aes@1"));
    here.managedKeys().rotate("a-aes", 1);
    assertThatThrownBy(() -> begun.init(Cipher.ENCRYPT_MODE, inHand))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContainingAll("version 1", "use 'a-aes'");
    assertThat(gcm(here, Cipher.DECRYPT_MODE, inHand, new byte[12], ciphertext))
        .isEqualTo(new byte[5]);
    here.managedKeys().disable("a-aes");
    assertThatThrownBy(() -> begun.init(Cipher.DECRYPT_MODE, inHand))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("is disabled");
  }

  /** For programs that name no provider, where Turnlock is preferred. */
  @Test
  final void theKeysFindTurnlockByThemselves() throws Exception {
    SecretKey aes = generated("AES", spec("n-aes").build());
    KeyPair pair = generatedPair("RSA", spec("n-rsa").size(2048).build());
    byte[] old = signed(here, "SHA256withRSA", pair.getPrivate());
    here.managedKeys().rotate("n-rsa", 1);
    Security.insertProviderAt(here, 1);
    try {
      Cipher cipher = Cipher.getInstance(GCM);
      cipher.init(Cipher.ENCRYPT_MODE, aes);
      assertThat(cipher.getProvider()).isSameAs(here);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update(new byte[100]);
      assertThat(signature.verify(old)).as("by a version of the past").isTrue();
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.ENCRYPT_MODE, pair.getPublic());
      byte[] ciphertext = rsa.doFinal(new byte[16]);
      rsa.init(Cipher.DECRYPT_MODE, pair.getPrivate());
      assertThat(rsa.doFinal(ciphertext)).isEqualTo(new byte[16]);
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(spec("n-made").build());
      assertThat(generator.generateKey()).isEqualTo(key(here, "n-made"));
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(spec("n-pair").build());
      assertThat(pairs.generateKeyPair().getPublic()).isInstanceOf(ManagedPublicKey.class);
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      assertThat(pairs.generateKeyPair().getPrivate().getEncoded()).isNotNull();
    } finally {
      Security.removeProvider(here.getName());
    }
  }

  private record Sealed(byte[] iv, byte[] ciphertext, byte[] message) {}

  /** What threads of two processes make of each other's data while the keys rotate. */
  private final class Storm {
    final Queue<Sealed> sealed = new ConcurrentLinkedQueue<>();
    final Queue<byte[]> signatures = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    final LongAdder operations = new LongAdder();
    volatile boolean over;

    Void blow(TurnlockProvider by, int number) throws Exception {
      Random random = seed.forCase("thread", number);
      SecretKey aes = (SecretKey) key(by, "storm-aes");
      PrivateKey ec = (PrivateKey) key(by, "storm-ec");
      PublicKey verifying = publicHalf(by, "storm-ec");
      while (!over && failures.isEmpty()) {
        try {
          step(by, random, aes, ec, verifying);
        } catch (Exception | AssertionError e) {
          failures.add(e);
        }
        operations.increment();
      }
      return null;
    }

    private void step(
        TurnlockProvider by, Random random, SecretKey aes, PrivateKey ec, PublicKey verifying)
        throws Exception {
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] message = Messages.bytes(random, random.nextInt(300));
          byte[] iv = Messages.bytes(random, 12);
          sealed.add(new Sealed(iv, gcm(by, Cipher.ENCRYPT_MODE, aes, iv, message), message));
        }
        case 1 -> {
          Sealed one = sealed.poll();
          if (one != null) {
            assertThat(gcm(by, Cipher.DECRYPT_MODE, aes, one.iv(), one.ciphertext()))
                .isEqualTo(one.message());
            sealed.add(one);
          }
        }
        case 2 -> signatures.add(signed(by, ECDSA, ec));
        default -> {
          byte[] one = signatures.poll();
          if (one != null) {
            assertThat(verifies(by, ECDSA, verifying, one)).isTrue();
            signatures.add(one);
          }
        }
      }
    }
  }

  @Test
  final void nothingIsUnreadableInAStormOfRotations() throws Exception {
    generated("AES", spec("storm-aes").build());
    generatedPair("EC", spec("storm-ec").build());
    Storm storm = new Storm();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> done = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        done.add(threads.submit(() -> storm.blow(number % 2 == 0 ? here : there, number)));
      }
      for (int version = 1; version <= ROTATIONS; version++) {
        long before = storm.operations.sum();
        while (storm.operations.sum() < before + 6L * THREADS && storm.failures.isEmpty()) {
          Thread.onSpinWait();
        }
        TurnlockProvider by = version % 2 == 0 ? here : there;
        by.managedKeys().rotate("storm-aes", version);
        by.managedKeys().rotate("storm-ec", version);
      }
      storm.over = true;
      for (Future<?> thread : done) {
        thread.get(LATEST_END_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      storm.over = true;
      threads.shutdownNow();
    }
    assertThat(storm.failures).as(seed.toString()).isEmpty();
    SecretKey last = (SecretKey) key(there, "storm-aes");
    for (Sealed one : storm.sealed) {
      assertThat(gcm(there, Cipher.DECRYPT_MODE, last, one.iv(), one.ciphertext()))
          .isEqualTo(one.message());
    }
    assertThat(there.managedKeys().describe("storm-aes").current()).isEqualTo(ROTATIONS + 1);
    here.poolReport().ifPresent(report -> assertThat(report.inUse()).isZero());
  }
}
