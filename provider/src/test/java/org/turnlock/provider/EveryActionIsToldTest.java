// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditJson;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.KeptEvents;
import org.turnlock.certificate.TestAuthority;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.keys.DataKey;
import org.turnlock.keys.EncryptionContext;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;
import org.turnlock.softhsm.MemoryDirectory;
import org.turnlock.token.KeyUsage;

/** Each action, once for each name that a record may have: its event says what, who and which. */
class EveryActionIsToldTest {
  /** What other tests show, or what there is no way to do yet. */
  private static final Set<AuditAction> ELSEWHERE =
      EnumSet.of(
          AuditAction.SUMMARY,
          AuditAction.CONFIGURE,
          AuditAction.CLOSE,
          AuditAction.RECOVER,
          AuditAction.AUDIT_GAP,
          AuditAction.DELETE_KEY,
          AuditAction.TRAIL);

  /** From JDK 21 on. */
  private static final boolean HAS_KEM = Runtime.version().feature() >= 21;

  private static final byte[] PLAINTEXT =
      "a plaintext that nobody else may see".getBytes(StandardCharsets.UTF_8);
  private static final byte[] KEY_BYTES =
      HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
  private static final X500Principal SUBJECT = new X500Principal("CN=example.org");
  private static final String PIN = "1234-contract";
  private static final Map<String, String> CONTEXT = Map.of("customer", "4711");

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private TurnlockProvider provider;
  private ManagedKeys keys;
  private AuditAction row = AuditAction.ENCRYPT;
  private final KeptEvents kept = new KeptEvents();

  @BeforeEach
  void open() {
    provider = TurnlockBackends.softwareProvider(directory);
    keys = provider.managedKeys();
    provider.audit().add(kept);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  /** All rows share the token. */
  private String name(String base) {
    return base + "-" + row.text();
  }

  @FunctionalInterface
  private interface Doing {
    void run() throws Exception;
  }

  private ManagedKeySpec aes(String alias) {
    return ManagedKeySpec.builder(alias).algorithm("AES").size(256).build();
  }

  private KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    return store;
  }

  private SecretKey aesKey(String alias) throws Exception {
    return (SecretKey) store().getKey(alias, null);
  }

  private Cipher gcm(int mode, SecretKey key, byte[] iv) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    if (iv == null) {
      cipher.init(mode, key);
    } else {
      cipher.init(mode, key, new GCMParameterSpec(128, iv));
    }
    cipher.updateAAD(EncryptionContext.encode(CONTEXT));
    return cipher;
  }

  private byte[] sealed(String alias) throws Exception {
    Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
    cipher.init(Cipher.ENCRYPT_MODE, aesKey(alias));
    return cipher.doFinal(PLAINTEXT);
  }

  private KeyPair pair() throws Exception {
    keys.create(ManagedKeySpec.builder(name("signing")).algorithm("EC").curve("secp256r1").build());
    return new KeyPair(keys.publicKey(name("signing"), 1), (PrivateKey) keys.key(name("signing")));
  }

  private byte[] signature(KeyPair pair) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    signer.initSign(pair.getPrivate());
    signer.update(PLAINTEXT);
    return signer.sign();
  }

  private SecretKey hmac() throws Exception {
    keys.create(ManagedKeySpec.builder(name("mac")).algorithm("HmacSHA256").build());
    return (SecretKey) keys.key(name("mac"));
  }

  private byte[] mac(SecretKey key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    mac.init(key);
    return mac.doFinal(PLAINTEXT);
  }

  private SecretKey wrapping() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(
        TokenKeySpec.builder()
            .label(name("wrapping"))
            .usages(KeyUsage.WRAP, KeyUsage.UNWRAP)
            .build());
    return generator.generateKey();
  }

  private SecretKey wrappable() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(TokenKeySpec.builder().label(name("wrapped")).extractable().build());
    return generator.generateKey();
  }

  private byte[] wrap(SecretKey wrapping, SecretKey wrapped) throws Exception {
    Cipher cipher = Cipher.getInstance("AESWrap", provider);
    cipher.init(Cipher.WRAP_MODE, wrapping);
    return cipher.wrap(wrapped);
  }

  private Map<AuditAction, Doing> table() {
    Map<AuditAction, Doing> table = new EnumMap<>(AuditAction.class);
    table.put(
        AuditAction.ENCRYPT,
        () -> {
          keys.create(aes(name("k")));
          gcm(Cipher.ENCRYPT_MODE, aesKey(name("k")), null).doFinal(PLAINTEXT);
        });
    table.put(
        AuditAction.DECRYPT,
        () -> {
          keys.create(aes(name("k")));
          Cipher cipher = gcm(Cipher.ENCRYPT_MODE, aesKey(name("k")), null);
          byte[] ciphertext = cipher.doFinal(PLAINTEXT);
          gcm(Cipher.DECRYPT_MODE, aesKey(name("k")), cipher.getIV()).doFinal(ciphertext);
        });
    table.put(AuditAction.SIGN, () -> signature(pair()));
    table.put(
        AuditAction.VERIFY,
        () -> {
          KeyPair pair = pair();
          byte[] signature = signature(pair);
          assertThat(keys.verify(name("signing"), "SHA256withECDSA", input(), signature))
              .contains(1);
        });
    table.put(AuditAction.GENERATE_MAC, () -> mac(hmac()));
    table.put(
        AuditAction.VERIFY_MAC,
        () -> {
          byte[] mac = mac(hmac());
          assertThat(keys.verifyMac(name("mac"), "HmacSHA256", PLAINTEXT, mac)).contains(1);
        });
    table.put(AuditAction.WRAP, () -> wrap(wrapping(), wrappable()));
    table.put(
        AuditAction.UNWRAP,
        () -> {
          SecretKey wrapping = wrapping();
          byte[] wrapped = wrap(wrapping, wrappable());
          Cipher cipher = Cipher.getInstance("AESWrap", provider);
          cipher.init(Cipher.UNWRAP_MODE, wrapping);
          cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
        });
    table.put(
        AuditAction.DERIVE,
        () -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
          generator.initialize(
              TokenKeySpec.builder()
                  .label(name("agreement"))
                  .parameters(new ECGenParameterSpec("secp256r1"))
                  .usages(KeyUsage.DERIVE)
                  .build());
          KeyPair own = generator.generateKeyPair();
          KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
          agreement.init(own.getPrivate());
          agreement.doPhase(own.getPublic(), true);
          agreement.generateSecret();
        });
    table.put(
        AuditAction.RE_ENCRYPT_FROM,
        () -> {
          keys.create(aes(name("k")));
          keys.reencrypt(sealed(name("k")), name("k"), name("k"), new byte[0]);
        });
    table.put(
        AuditAction.RE_ENCRYPT_TO,
        () -> {
          keys.create(aes(name("k")));
          keys.create(aes(name("other")));
          keys.reencrypt(sealed(name("k")), name("k"), name("other"), new byte[0]);
        });
    table.put(
        AuditAction.CHOOSE_KEY,
        () -> {
          keys.create(aes(name("k")));
          SecretKey key = aesKey(name("k"));
          keys.disable(name("k"));
          assertThatThrownBy(() -> gcm(Cipher.ENCRYPT_MODE, key, null))
              .isInstanceOf(InvalidKeyException.class);
        });
    table.put(
        AuditAction.GENERATE_DATA_KEY,
        () -> {
          keys.create(aes(name("k")));
          forbid("k", PolicyOperation.ENCRYPT, PolicyOperation.DECRYPT);
          byte[] context = EncryptionContext.encode(CONTEXT);
          try (DataKey made = keys.generateDataKey(name("k"), 32, context)) {
            keys.setPolicy(name("k"), KeyPolicy.unrestricted());
            Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
            cipher.init(Cipher.DECRYPT_MODE, aesKey(name("k")));
            cipher.updateAAD(context);
            assertThat(cipher.doFinal(made.sealed())).isEqualTo(made.value()).hasSize(32);
          }
        });
    if (HAS_KEM) {
      table.put(AuditAction.DECAPSULATE, () -> decapsulated("stays", 32));
    }
    administration(table);
    return table;
  }

  private void administration(Map<AuditAction, Doing> table) {
    table.put(AuditAction.CREATE_KEY, () -> keys.create(aes(name("k"))));
    table.put(
        AuditAction.ADOPT_KEY,
        () -> {
          KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
          generator.init(TokenKeySpec.builder().label(name("grown")).build());
          keys.adopt(generator.generateKey(), ManagedKeySpec.builder(name("k")).build());
        });
    table.put(
        AuditAction.IMPORT_KEY,
        () -> keys.create(aes128(), new SecretKeySpec(KEY_BYTES, "AES"), List.of()));
    table.put(
        AuditAction.ROTATE_KEY,
        () -> {
          keys.create(aes(name("k")));
          keys.rotate(name("k"), 1);
        });
    table.put(
        AuditAction.PREPARE_VERSION,
        () -> {
          pair();
          keys.prepareVersion(name("signing"), 1);
        });
    table.put(
        AuditAction.IMPORT_VERSION,
        () -> {
          keys.create(aes128());
          keys.importVersion(name("k"), 1, new SecretKeySpec(KEY_BYTES, "AES"));
        });
    table.put(
        AuditAction.ENABLE_KEY,
        () -> {
          keys.create(aes(name("k")));
          keys.disable(name("k"));
          keys.enable(name("k"));
        });
    table.put(
        AuditAction.DISABLE_KEY,
        () -> {
          keys.create(aes(name("k")));
          keys.disable(name("k"));
        });
    table.put(
        AuditAction.ENABLE_VERSION, () -> twoVersions(() -> keys.enableVersion(name("k"), 1)));
    table.put(AuditAction.DISABLE_VERSION, () -> twoVersions(() -> {}));
    table.put(
        AuditAction.DESTROY_VERSION, () -> twoVersions(() -> keys.destroyVersion(name("k"), 1)));
    table.put(AuditAction.SET_FLOOR, () -> twoVersions(() -> keys.setFloor(name("k"), 2)));
    table.put(
        AuditAction.SCHEDULE_DELETION,
        () -> {
          keys.create(aes(name("k")));
          keys.scheduleDeletion(name("k"), 7);
        });
    table.put(
        AuditAction.CANCEL_DELETION,
        () -> {
          keys.create(aes(name("k")));
          keys.scheduleDeletion(name("k"), 7);
          keys.cancelDeletion(name("k"));
        });
    table.put(
        AuditAction.UPDATE_KEY,
        () -> {
          keys.create(aes(name("k")));
          keys.setDescription(name("k"), "for the backup");
        });
    table.put(
        AuditAction.PUT_KEY_POLICY,
        () -> {
          keys.create(aes(name("k")));
          keys.setPolicy(
              name("k"),
              KeyPolicy.of(PolicyRule.allow(PolicyRule.EVERYBODY, PolicyOperation.values())));
        });
    table.put(
        AuditAction.ACTIVATE_VERSION,
        () -> {
          pair();
          keys.prepareVersion(name("signing"), 1);
          keys.activateVersion(name("signing"), 2, chain(2));
        });
    table.put(
        AuditAction.SET_CERTIFICATE,
        () -> {
          pair();
          keys.setCertificateChain(name("signing"), 1, chain(1));
        });
    table.put(
        AuditAction.REQUEST_CERTIFICATE,
        () -> {
          pair();
          keys.certificateRequest(name("signing"), 1, SUBJECT, List.of("example.org"));
        });
    table.put(AuditAction.GET_PUBLIC_KEY, this::pair);
    table.put(
        AuditAction.DESCRIBE_KEY,
        () -> {
          keys.create(aes(name("k")));
          keys.describe(name("k"));
        });
    table.put(AuditAction.LIST_KEYS, () -> keys.list());
    table.put(AuditAction.CREATE_OBJECT, this::wrapping);
    table.put(
        AuditAction.CHANGE_OBJECT,
        () -> {
          wrapping();
          store().setKeyEntry(name("wrapping"), new SecretKeySpec(KEY_BYTES, "AES"), null, null);
        });
    table.put(
        AuditAction.DELETE_OBJECT,
        () -> {
          wrapping();
          store().deleteEntry(name("wrapping"));
        });
    table.put(
        AuditAction.LOG_IN,
        () -> KeyStore.getInstance("Turnlock", provider).load(null, PIN.toCharArray()));
    table.put(
        AuditAction.LOG_OUT,
        () -> {
          provider.logout();
          KeyStore.getInstance("Turnlock", provider).load(null, PIN.toCharArray());
        });
  }

  private List<X509Certificate> chain(int version) throws Exception {
    byte[] request =
        keys.certificateRequest(name("signing"), version, SUBJECT, List.of("example.org"));
    return new TestAuthority(Instant.now()).issue(request, List.of());
  }

  private static RepeatableInput input() {
    return () -> new ByteArrayInputStream(PLAINTEXT);
  }

  private ManagedKeySpec aes128() {
    return ManagedKeySpec.builder(name("k")).algorithm("AES").size(128).build();
  }

  private void twoVersions(Doing then) throws Exception {
    keys.create(aes(name("k")));
    keys.rotate(name("k"), 1);
    keys.disableVersion(name("k"), 1);
    then.run();
  }

  @TestFactory
  List<DynamicTest> eachActionHasItsEvent() {
    Map<AuditAction, Doing> table = table();
    List<DynamicTest> tests = new ArrayList<>();
    table.forEach(
        (action, doing) ->
            tests.add(
                DynamicTest.dynamicTest(
                    action.text(),
                    () -> {
                      row = action;
                      doing.run();
                      List<AuditEvent> all = kept.takeAll(provider.audit());
                      requireNoSecretIn(all);
                      check(
                          action, all.stream().filter(event -> event.action() == action).toList());
                    })));
    Set<AuditAction> covered = EnumSet.copyOf(table.keySet());
    covered.addAll(ELSEWHERE);
    if (!HAS_KEM) {
      covered.add(AuditAction.DECAPSULATE);
    }
    tests.add(
        DynamicTest.dynamicTest(
            "the table has every action",
            () -> assertThat(EnumSet.complementOf(EnumSet.copyOf(covered))).isEmpty()));
    return tests;
  }

  private static void requireNoSecretIn(List<AuditEvent> events) {
    HexFormat hex = HexFormat.of();
    for (AuditEvent event : events) {
      assertThat(AuditJson.text(event))
          .doesNotContain(PIN)
          .doesNotContain(new String(PLAINTEXT, StandardCharsets.UTF_8))
          .doesNotContain(hex.formatHex(PLAINTEXT))
          .doesNotContain(Base64.getEncoder().encodeToString(PLAINTEXT))
          .doesNotContainIgnoringCase(hex.formatHex(KEY_BYTES))
          .doesNotContain(Base64.getEncoder().encodeToString(KEY_BYTES));
    }
  }

  private static final Map<AuditAction, String> ALIASES =
      Map.ofEntries(
          Map.entry(AuditAction.SIGN, "signing"),
          Map.entry(AuditAction.VERIFY, "signing"),
          Map.entry(AuditAction.GENERATE_MAC, "mac"),
          Map.entry(AuditAction.VERIFY_MAC, "mac"),
          Map.entry(AuditAction.WRAP, "wrapping"),
          Map.entry(AuditAction.UNWRAP, "wrapping"),
          Map.entry(AuditAction.DERIVE, "agreement"),
          Map.entry(AuditAction.DECAPSULATE, "kem"),
          Map.entry(AuditAction.RE_ENCRYPT_TO, "other"),
          Map.entry(AuditAction.PREPARE_VERSION, "signing"),
          Map.entry(AuditAction.ACTIVATE_VERSION, "signing"),
          Map.entry(AuditAction.SET_CERTIFICATE, "signing"),
          Map.entry(AuditAction.REQUEST_CERTIFICATE, "signing"),
          Map.entry(AuditAction.GET_PUBLIC_KEY, "signing"),
          Map.entry(AuditAction.CREATE_OBJECT, "wrapping"),
          Map.entry(AuditAction.CHANGE_OBJECT, "wrapping"),
          Map.entry(AuditAction.DELETE_OBJECT, "wrapping"));

  private static final Set<AuditAction> WITHOUT_KEY =
      EnumSet.of(AuditAction.LIST_KEYS, AuditAction.LOG_IN, AuditAction.LOG_OUT);

  private void check(AuditAction action, List<AuditEvent> events) {
    assertThat(events).as(action.text()).isNotEmpty();
    AuditEvent event = events.get(events.size() - 1);
    assertThat(event.principal()).startsWith("os:");
    assertThat(event.origin().processId()).isEqualTo(ProcessHandle.current().pid());
    assertThat(event.outcome())
        .isEqualTo(action == AuditAction.CHOOSE_KEY ? AuditOutcome.REFUSED : AuditOutcome.SUCCESS);
    if (!WITHOUT_KEY.contains(action)) {
      assertThat(event.key().orElseThrow().alias())
          .isEqualTo(name(ALIASES.getOrDefault(action, "k")));
    }
    switch (action) {
      case ENCRYPT, DECRYPT -> {
        assertThat(event.algorithm()).isEqualTo("AES/GCM/NoPadding");
        assertThat(event.mechanism()).isEqualTo("CKM_AES_GCM");
        assertThat(event.context()).isEqualTo(CONTEXT);
        assertThat(event.key().orElseThrow().version()).isEqualTo(1);
        assertThat(Set.of(event.inputBytes(), event.outputBytes()))
            .containsExactlyInAnyOrder((long) PLAINTEXT.length, PLAINTEXT.length + 16L);
        assertThat(event.durationNanos()).isPositive();
      }
      case GENERATE_DATA_KEY -> {
        assertThat(event.context()).isEqualTo(CONTEXT);
        assertThat(event.key().orElseThrow().version()).isEqualTo(1);
      }
      case DECAPSULATE ->
          assertThat(event.parameters()).containsEntry("residentKey", name("stays"));
      case CHOOSE_KEY -> {
        assertThat(event.error().orElseThrow().reason()).isEqualTo("DISABLED");
        assertThat(event.parameters()).containsEntry("use", "ENCRYPT");
      }
      case ROTATE_KEY -> {
        assertThat(event.parameters())
            .containsEntry("reason", "by hand")
            .containsEntry("previousVersion", "1")
            .containsEntry("newVersion", "2")
            .containsKeys("previousVersionId", "newVersionId");
        assertThat(event.key().orElseThrow().version()).isEqualTo(2);
      }
      case DISABLE_KEY ->
          assertThat(event.parameters())
              .containsEntry("previousState", "ENABLED")
              .containsEntry("newState", "DISABLED");
      case DESTROY_VERSION ->
          assertThat(event.parameters())
              .containsEntry("previousVersionState", "DISABLED")
              .containsEntry("newVersionState", "DESTROYED");
      case PUT_KEY_POLICY ->
          assertThat(event.parameters()).containsKeys("previousPolicy", "newPolicy");
      case UPDATE_KEY ->
          assertThat(event.parameters()).containsEntry("newDescription", "for the backup");
      default -> {}
    }
  }

  @Test
  void whatFailsOrIsRefusedIsToldAsThat() throws Exception {
    keys.create(aes(name("k")));
    Cipher cipher = gcm(Cipher.ENCRYPT_MODE, aesKey(name("k")), null);
    byte[] ciphertext = cipher.doFinal(PLAINTEXT);
    ciphertext[0] ^= 1;
    Cipher decryption = gcm(Cipher.DECRYPT_MODE, aesKey(name("k")), cipher.getIV());
    assertThatThrownBy(() -> decryption.doFinal(ciphertext))
        .isInstanceOf(AEADBadTagException.class);
    AuditEvent failed = last(AuditAction.DECRYPT);
    assertThat(failed.outcome()).isEqualTo(AuditOutcome.FAILED);
    assertThat(failed.error().orElseThrow().reason()).isEqualTo("DATA_REJECTED");

    assertThatThrownBy(() -> keys.rotate(name("k"), 7)).isInstanceOf(RuntimeException.class);
    assertThat(last(AuditAction.ROTATE_KEY).outcome()).isEqualTo(AuditOutcome.REFUSED);

    Cipher late = gcm(Cipher.ENCRYPT_MODE, aesKey(name("k")), null);
    keys.disable(name("k"));
    assertThatThrownBy(() -> late.doFinal(PLAINTEXT)).isInstanceOf(RuntimeException.class);
    AuditEvent refused = last(AuditAction.ENCRYPT);
    assertThat(refused.outcome()).isEqualTo(AuditOutcome.REFUSED);
    assertThat(refused.key().map(it -> it.alias())).isEqualTo(Optional.of(name("k")));

    keys.enable(name("k"));
    keys.mayUse(name("k"), "app:shop", PolicyOperation.SIGN, Map.of());
    forbid("k", PolicyOperation.DESCRIBE);
    assertThatThrownBy(() -> keys.mayUse(name("k"), "app:shop", PolicyOperation.SIGN, Map.of()))
        .hasMessageContaining("may not describe key '" + name("k") + "'");
    assertThat(kept.take(provider.audit(), AuditAction.DESCRIBE_KEY))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.outcome()).isEqualTo(AuditOutcome.REFUSED);
              assertThat(event.parameters()).containsEntry("what", "mayUse");
            });

    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    assertThatThrownBy(() -> store.load(null, "wrong-pin".toCharArray()))
        .isInstanceOf(IOException.class);
    AuditEvent login = last(AuditAction.LOG_IN);
    assertThat(login.outcome()).isEqualTo(AuditOutcome.FAILED);
    assertThat(AuditJson.text(login)).doesNotContain("wrong-pin");
  }

  /** Whatever asks: a key that is named is refused before there is a cipher. */
  @Test
  void whatIsRefusedBeforeAnyUseIsToldOnce() throws Exception {
    keys.create(aes(name("k")));
    keys.create(ManagedKeySpec.builder(name("mac")).algorithm("HmacSHA256").build());
    byte[] sealed = sealed(name("k"));
    Cipher sealing = Cipher.getInstance("TurnlockSealed", provider);
    sealing.init(Cipher.ENCRYPT_MODE, aesKey(name("k")));
    sealing.doFinal(PLAINTEXT);
    Cipher opening = Cipher.getInstance("TurnlockSealed", provider);
    opening.init(Cipher.DECRYPT_MODE, aesKey(name("k")));
    Cipher wrapping = Cipher.getInstance("TurnlockSealed", provider);
    wrapping.init(Cipher.WRAP_MODE, aesKey(name("k")));
    SecretKey unexported = aesKey(name("k"));
    forbid("mac", PolicyOperation.VERIFY_MAC);
    forbid("k", PolicyOperation.EXPORT);

    refused("k", "WRAP", () -> wrapping.wrap(unexported));
    refused(
        "mac", "VERIFY", () -> keys.verifyMac(name("mac"), "HmacSHA256", PLAINTEXT, new byte[32]));
    keys.disable(name("k"));
    refused("k", "", () -> keys.key(name("k")));
    refused("k", "", () -> keys.key(name("k") + "@1"));
    refused("k", "DECRYPT", () -> keys.reencrypt(sealed, name("k"), name("k"), new byte[0]));
    refused("k", "VERIFY", () -> keys.verify(name("k"), "x", input(), new byte[1]));
    refused("k", "ENCRYPT", () -> sealing.doFinal(PLAINTEXT));
    keys.enable(name("k"));
    keys.rotate(name("k"), 1);
    keys.disableVersion(name("k"), 1);
    keys.destroyVersion(name("k"), 1);
    refused("k", "DECRYPT", () -> opening.doFinal(sealed));
    refused("absent", "", () -> keys.key(name("absent")));
  }

  private void forbid(String key, PolicyOperation... operations) {
    Set<PolicyOperation> rest = EnumSet.allOf(PolicyOperation.class);
    rest.removeAll(Set.of(operations));
    keys.setPolicy(name(key), KeyPolicy.of(PolicyRule.allow(PolicyRule.EVERYBODY, rest)));
  }

  /** What comes as bytes, and is put into the token to stay, is told as any new object. */
  @Test
  void aKeyThatComesAsBytesAndStaysIsToldAsMade() throws Exception {
    keys.create(aes(name("k")));
    Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
    cipher.init(Cipher.WRAP_MODE, aesKey(name("k")));
    byte[] wrapped = cipher.wrap(new SecretKeySpec(KEY_BYTES, "AES"));
    cipher.init(Cipher.UNWRAP_MODE, aesKey(name("k")), resident("unwrapped"));
    made("unwrapped", () -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY));

    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(
        TokenKeySpec.builder()
            .label(name("agreement"))
            .parameters(new ECGenParameterSpec("secp256r1"))
            .usages(KeyUsage.DERIVE)
            .build());
    KeyPair own = generator.generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(
        own.getPrivate(), TokenKeySpec.builder().label(name("agreed")).size(128).build());
    agreement.doPhase(own.getPublic(), true);
    made("agreed", () -> agreement.generateSecret("AES"));

    if (HAS_KEM) {
      made("half", () -> decapsulated("half", 16));
    }
  }

  private TokenKeySpec resident(String label) {
    return TokenKeySpec.builder().label(name(label)).build();
  }

  private void made(String label, Doing doing) throws Exception {
    kept.takeAll(provider.audit());
    doing.run();
    List<AuditEvent> all = kept.takeAll(provider.audit());
    requireNoSecretIn(all);
    assertThat(all)
        .filteredOn(event -> event.action() == AuditAction.CREATE_OBJECT)
        .filteredOn(event -> event.key().orElseThrow().alias().equals(name(label)))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.outcome()).isEqualTo(AuditOutcome.SUCCESS);
              assertThat(event.parameters()).containsEntry("extractable", "false");
              assertThat(event.key().orElseThrow().id()).isNotEmpty();
            });
  }

  /** The JDK's API, which this is not compiled against. */
  private void decapsulated(String label, int bytes) throws Exception {
    TokenKeySpec spec = resident(label);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM-768", provider);
    generator.initialize(resident("kem"));
    KeyPair pair = generator.generateKeyPair();
    Class<?> type = Class.forName("javax.crypto.KEM");
    Object kem =
        type.getMethod("getInstance", String.class, Provider.class)
            .invoke(null, "ML-KEM", provider);
    Object encapsulator =
        type.getMethod("newEncapsulator", PublicKey.class).invoke(kem, pair.getPublic());
    Object encapsulated = encapsulator.getClass().getMethod("encapsulate").invoke(encapsulator);
    byte[] encapsulation =
        (byte[]) encapsulated.getClass().getMethod("encapsulation").invoke(encapsulated);
    Object decapsulator =
        type.getMethod("newDecapsulator", PrivateKey.class, AlgorithmParameterSpec.class)
            .invoke(kem, pair.getPrivate(), spec);
    decapsulator
        .getClass()
        .getMethod("decapsulate", byte[].class, int.class, int.class, String.class)
        .invoke(decapsulator, encapsulation, 0, bytes, "AES");
  }

  private void refused(String key, String use, Doing doing) throws Exception {
    kept.takeAll(provider.audit());
    assertThatThrownBy(doing::run).as(key + " " + use).isInstanceOf(Exception.class);
    assertThat(kept.takeAll(provider.audit()))
        .as(key + " " + use)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo(AuditAction.CHOOSE_KEY);
              assertThat(event.outcome()).isEqualTo(AuditOutcome.REFUSED);
              assertThat(event.key().orElseThrow().alias()).isEqualTo(name(key));
              assertThat(event.parameters().getOrDefault("use", "")).isEqualTo(use);
            });
  }

  private AuditEvent last(AuditAction action) throws InterruptedException {
    List<AuditEvent> events = kept.take(provider.audit(), action);
    return events.get(events.size() - 1);
  }

  @Test
  void theEndIsToldLastAndNothingIsUsedAfterwards() throws Exception {
    keys.create(aes(name("k")));
    SecretKey key = aesKey(name("k"));
    Cipher cipher = gcm(Cipher.ENCRYPT_MODE, key, null);
    provider.close();
    assertThat(kept.all()).last().extracting(AuditEvent::action).isEqualTo(AuditAction.CLOSE);
    assertThat(kept.isClosed()).isTrue();
    assertThatThrownBy(() -> cipher.doFinal(PLAINTEXT)).isInstanceOf(RuntimeException.class);
  }
}
