// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Subject;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.identity.Callers;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.keys.EncryptionContext;
import org.turnlock.keys.KeyNotPermittedException;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;

/**
 * Policies as programs meet them, through the JCA: every operation by every kind of principal. The
 * administrator is the user of this process; others are JAAS Subjects.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PolicyContract {
  private static final byte[] DATA = new byte[100];
  private static final String ALICE = "subject:alice";
  private static final Subject AS_ALICE = Callers.fixed("alice");
  private static final Subject AS_BOB = Callers.subject("bob", "visitors");
  private static final Subject AS_NOBODY = new Subject();

  private TurnlockProvider provider;
  private ManagedKeys keys;
  private Token token;
  private String admin;

  /** A token, logged in, that {@link #end} closes. */
  abstract Token open() throws Exception;

  @BeforeAll
  final void begin() throws Exception {
    token = open();
    provider = TestProviders.over(token);
    keys = provider.managedKeys();
    admin = "os:" + ProcessHandle.current().info().user().orElseThrow();
  }

  @AfterAll
  final void end() {
    provider.close();
  }

  /** One operation through the API that programs have for it. */
  private interface Work {
    void run() throws Exception;
  }

  private KeyPolicy policy(PolicyRule... rules) {
    List<PolicyRule> all = new ArrayList<>(List.of(rules));
    all.add(PolicyRule.allow(admin, PolicyOperation.administration()));
    return KeyPolicy.of(all);
  }

  private void create(String alias, String algorithm) {
    keys.create(ManagedKeySpec.builder(alias).algorithm(algorithm).build());
  }

  // The uses.

  private static final GCMParameterSpec IV = new GCMParameterSpec(128, new byte[12]);

  private byte[] cipher(String form, int mode, Key key, GCMParameterSpec spec, byte[] in)
      throws Exception {
    Cipher cipher = Cipher.getInstance(form, provider);
    cipher.init(mode, key, spec);
    return cipher.doFinal(in);
  }

  private byte[] sealed(int mode, Key key, byte[] in, Map<String, String> context)
      throws Exception {
    Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
    cipher.init(mode, key);
    cipher.updateAAD(EncryptionContext.encode(context));
    return cipher.doFinal(in);
  }

  private byte[] wrapped(Key with, Key key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding", provider);
    cipher.init(Cipher.WRAP_MODE, with);
    return cipher.wrap(key);
  }

  private TokenSecretKey extractable() throws InvalidKeyException {
    return new TokenSecretKey(
        token
            .objects()
            .generateSecretKey(
                Ckk.AES,
                32,
                TokenKeySpec.builder()
                    .extractable()
                    .build()
                    .description(DefaultUsages.ofSecret("AES"))),
        "AES");
  }

  private Map<PolicyOperation, Work> secretUses(String alias) throws Exception {
    create(alias, "AES");
    create(alias + "-other", "AES");
    keys.setPolicy(alias + "-other", KeyPolicy.unrestricted());
    Key key = keys.key(alias);
    Key other = keys.key(alias + "-other");
    byte[] gcm = cipher("AES/GCM/NoPadding", Cipher.ENCRYPT_MODE, key, IV, DATA);
    byte[] message = sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of());
    byte[] others = sealed(Cipher.ENCRYPT_MODE, other, DATA, Map.of());
    TokenSecretKey inside = extractable();
    byte[] wrapped = wrapped(key, inside);
    Map<PolicyOperation, Work> uses = new EnumMap<>(PolicyOperation.class);
    uses.put(PolicyOperation.ENCRYPT, () -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of()));
    uses.put(
        PolicyOperation.DECRYPT,
        () ->
            assertThat(cipher("AES/GCM/NoPadding", Cipher.DECRYPT_MODE, key, IV, gcm))
                .isEqualTo(DATA));
    uses.put(PolicyOperation.WRAP, () -> wrapped(key, inside));
    uses.put(
        PolicyOperation.UNWRAP,
        () -> {
          Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding", provider);
          cipher.init(Cipher.UNWRAP_MODE, key);
          cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
        });
    uses.put(
        PolicyOperation.RE_ENCRYPT_FROM,
        () -> keys.reencrypt(message, alias, alias + "-other", new byte[0]));
    uses.put(
        PolicyOperation.RE_ENCRYPT_TO,
        () -> keys.reencrypt(others, alias + "-other", alias, new byte[0]));
    return uses;
  }

  private Map<PolicyOperation, Work> macUses(String alias) throws Exception {
    create(alias, "HmacSHA256");
    Key key = keys.key(alias);
    Map<PolicyOperation, Work> uses = new EnumMap<>(PolicyOperation.class);
    byte[] mac = mac(key);
    uses.put(PolicyOperation.MAC, () -> mac(key));
    uses.put(
        PolicyOperation.VERIFY_MAC,
        () -> assertThat(keys.verifyMac(alias, "HmacSHA256", DATA, mac)).contains(1));
    return uses;
  }

  private byte[] mac(Key key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    mac.init(key);
    return mac.doFinal(DATA);
  }

  private Map<PolicyOperation, Work> pairUses(String alias) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(ManagedKeySpec.builder(alias).algorithm("EC").build());
    KeyPair pair = generator.generateKeyPair();
    PrivateKey key = pair.getPrivate();
    byte[] signature = sign(key);
    PublicKey peer = softwarePeer();
    Map<PolicyOperation, Work> uses = new EnumMap<>(PolicyOperation.class);
    uses.put(PolicyOperation.SIGN, () -> sign(key));
    uses.put(
        PolicyOperation.VERIFY,
        () -> {
          Signature verifier = Signature.getInstance("SHA256withECDSA", provider);
          verifier.initVerify(pair.getPublic());
          verifier.update(DATA);
          assertThat(verifier.verify(signature)).isTrue();
        });
    uses.put(
        PolicyOperation.DERIVE,
        () -> {
          KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
          agreement.init(key);
          agreement.doPhase(peer, true);
          agreement.generateSecret();
        });
    return uses;
  }

  private byte[] sign(PrivateKey key) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    signer.initSign(key);
    signer.update(DATA);
    return signer.sign();
  }

  private static PublicKey softwarePeer() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair().getPublic();
  }

  @Test
  void everyUseIsForThoseWhomThePolicyNames() throws Exception {
    Map<String, Map<PolicyOperation, Work>> table =
        Map.of("aes", secretUses("aes"), "hmac", macUses("hmac"), "pair", pairUses("pair"));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Map<PolicyOperation, Work>> key : table.entrySet()) {
      for (PolicyOperation allowed : key.getValue().keySet()) {
        keys.setPolicy(key.getKey(), policy(PolicyRule.allow(ALICE, allowed)));
        for (Map.Entry<PolicyOperation, Work> use : key.getValue().entrySet()) {
          boolean may = use.getKey() == allowed;
          expect(wrong, allowed + " only", AS_ALICE, use, may);
          if (may) {
            // Who may not is all the same whatever is allowed to others.
            expect(wrong, allowed + " only", AS_BOB, use, false);
            expect(wrong, allowed + " only", AS_NOBODY, use, false);
            expect(wrong, allowed + " only", null, use, false);
          }
        }
      }
      keys.setPolicy(key.getKey(), policy(PolicyRule.allow("*", key.getValue().keySet())));
      for (Map.Entry<PolicyOperation, Work> use : key.getValue().entrySet()) {
        expect(wrong, "everybody", AS_NOBODY, use, true);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void expect(
      List<String> wrong,
      String policy,
      Subject who,
      Map.Entry<PolicyOperation, Work> use,
      boolean may) {
    String what = policy + ", " + (who == null ? "admin" : who.getPrincipals()) + ": " + use;
    try {
      run(who, use.getValue());
      if (!may) {
        wrong.add(what + " was allowed");
      }
    } catch (Exception e) {
      if (may || !isRefusal(e)) {
        wrong.add(what + ": " + e);
      }
    }
  }

  private static void run(Subject who, Work work) throws Exception {
    Callable<Void> call =
        () -> {
          work.run();
          return null;
        };
    if (who == null) {
      call.call();
    } else {
      Callers.as(who, call);
    }
  }

  /** At an init, or where there is none. */
  private static boolean isRefusal(Exception e) {
    ManagedKeyException refusal =
        e instanceof KeyNotPermittedException atInit
            ? atInit.refusal()
            : e instanceof ManagedKeyException own ? own : null;
    return refusal != null
        && refusal.reason() == Reason.NOT_PERMITTED
        && refusal.alias().isPresent()
        && refusal.getMessage().contains("may not");
  }

  // Administration.

  private Map<PolicyOperation, Map<String, Work>> administration(String alias) {
    SecretKeySpec software = new SecretKeySpec(new byte[32], "AES");
    Map<PolicyOperation, Map<String, Work>> all = new EnumMap<>(PolicyOperation.class);
    all.put(
        PolicyOperation.DESCRIBE,
        Map.of(
            "describe", () -> keys.describe(alias),
            "find", () -> keys.find(alias),
            "policy", () -> keys.policy(alias),
            "mayUse", () -> keys.mayUse(alias, "x", PolicyOperation.SIGN, Map.of())));
    all.put(PolicyOperation.ROTATE, Map.of("rotate", () -> keys.rotate(alias, current(alias))));
    all.put(
        PolicyOperation.ENABLE,
        Map.of(
            "enable", () -> keys.enable(alias),
            "enableVersion", () -> keys.enableVersion(alias, current(alias))));
    all.put(PolicyOperation.DISABLE, Map.of("disableVersion", () -> keys.disableVersion(alias, 1)));
    all.put(
        PolicyOperation.DESTROY_VERSION,
        Map.of("destroyVersion", () -> keys.destroyVersion(alias, 1)));
    all.put(PolicyOperation.SET_FLOOR, Map.of("setFloor", () -> keys.setFloor(alias, 1)));
    all.put(
        PolicyOperation.DELETE,
        Map.of(
            "delete and cancel",
            () -> {
              keys.scheduleDeletion(alias, 7);
              keys.cancelDeletion(alias);
            }));
    all.put(
        PolicyOperation.IMPORT,
        Map.of("import", () -> keys.importVersion(alias, current(alias), software)));
    all.put(
        PolicyOperation.UPDATE,
        Map.of(
            "period", () -> keys.setRotationPeriod(alias, Optional.empty()),
            "limits", () -> keys.setLimits(alias, UseLimits.NONE),
            "description", () -> keys.setDescription(alias, "x" + System.nanoTime()),
            "tags", () -> keys.setTags(alias, Map.of("a", "b"))));
    all.put(
        PolicyOperation.CHANGE_POLICY,
        Map.of(
            "setPolicy",
            () -> keys.setPolicy(alias, policy(PolicyRule.allow("subject:carol", MANY)))));
    return all;
  }

  private static final Set<PolicyOperation> MANY = EnumSet.allOf(PolicyOperation.class);

  /** Asked of what everybody on the token can read. */
  private int current(String alias) {
    return RecordStores.open(token, null).find(alias).orElseThrow().current();
  }

  @Test
  void everyAdministrativeOperationIsForThoseWhomThePolicyNames() throws Exception {
    String alias = "governed";
    create(alias, "AES");
    keys.rotate(alias, 1);
    List<String> wrong = new ArrayList<>();
    for (PolicyOperation allowed : administration(alias).keySet()) {
      for (Map.Entry<PolicyOperation, Map<String, Work>> row : administration(alias).entrySet()) {
        for (Map.Entry<String, Work> operation : row.getValue().entrySet()) {
          boolean may = row.getKey() == allowed;
          if (may) {
            keys.enable(alias);
          }
          keys.setPolicy(alias, policy(PolicyRule.allow(ALICE, allowed)));
          long before = revision(alias);
          String what = allowed + " only: " + operation.getKey();
          try {
            run(AS_ALICE, operation.getValue());
            if (!may) {
              wrong.add(what + " was allowed");
            }
          } catch (ManagedKeyException e) {
            if (may || !isRefusal(e)) {
              wrong.add(what + ": " + e);
            } else if (revision(alias) != before) {
              wrong.add(what + " was refused, and changed the record");
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Callers.as(AS_ALICE, keys::list)).noneMatch(it -> it.alias().equals(alias));
    assertThat(keys.list()).anyMatch(it -> it.alias().equals(alias));
  }

  private long revision(String alias) {
    return RecordStores.open(token, null).find(alias).orElseThrow().revision();
  }

  @Test
  void certificatesAreForThoseWhoMayCertify() throws Exception {
    keys.create(
        ManagedKeySpec.builder("certified")
            .algorithm("EC")
            .subject(new X500Principal("CN=certified"))
            .build());
    keys.setPolicy("certified", policy(PolicyRule.allow(ALICE, PolicyOperation.SIGN)));
    assertThatThrownBy(() -> Callers.as(AS_ALICE, () -> keys.certificateRequest("certified", 1)))
        .isInstanceOfSatisfying(ManagedKeyException.class, e -> assertThat(isRefusal(e)).isTrue());
    keys.setPolicy("certified", policy(PolicyRule.allow(ALICE, PolicyOperation.CERTIFY)));
    assertThat(Callers.as(AS_ALICE, () -> keys.certificateRequest("certified", 1))).isNotEmpty();
  }

  // Defaults.

  @Test
  void aNewKeyIsItsCreatorsAlone() throws Exception {
    Callers.as(
        AS_ALICE,
        () -> {
          create("hers", "AES");
          return null;
        });
    KeyPolicy made = Callers.as(AS_ALICE, () -> keys.policy("hers"));
    assertThat(made.rules()).hasSize(1);
    assertThat(made.rules().get(0).principal()).isEqualTo(ALICE);
    assertThat(made.rules().get(0).operations())
        .containsAll(PolicyOperation.administration())
        .contains(PolicyOperation.ENCRYPT, PolicyOperation.DECRYPT, PolicyOperation.RE_ENCRYPT_TO)
        .doesNotContain(PolicyOperation.SIGN, PolicyOperation.DERIVE, PolicyOperation.EXPORT);
    assertThatThrownBy(() -> keys.describe("hers"))
        .hasMessageContaining("'" + admin + "' may not describe");
    assertThatThrownBy(() -> Callers.as(AS_NOBODY, () -> keys.create(spec("nobodys"))))
        .hasMessageContaining("would be nobody's");
    assertThat(keys.find("nobodys")).isEmpty();
  }

  private static ManagedKeySpec spec(String alias) {
    return ManagedKeySpec.builder(alias).algorithm("AES").build();
  }

  @Test
  void anAdoptedKeyStaysEverybodys() throws Exception {
    TokenSecretKey plain =
        new TokenSecretKey(
            token
                .objects()
                .generateSecretKey(
                    Ckk.AES,
                    32,
                    NewKey.resident("plain", Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT))),
            "AES");
    keys.adopt(plain, ManagedKeySpec.builder("adopted").build());
    assertThat(keys.policy("adopted").isUnrestricted()).isTrue();
    Key key = keys.key("adopted");
    assertThat(Callers.as(AS_BOB, () -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of())))
        .isNotEmpty();
    // What a program holds already obeys too, once there is a policy.
    keys.setPolicy("adopted", policy());
    assertThatThrownBy(
            () ->
                Callers.as(
                    AS_BOB,
                    () -> cipher("AES/GCM/NoPadding", Cipher.ENCRYPT_MODE, plain, IV, DATA)))
        .isInstanceOf(KeyNotPermittedException.class);
  }

  // Changes.

  @Test
  void aPolicyThatNobodyCouldChangeIsRefusedUnlessItIsMeant() {
    create("lasting", "AES");
    KeyPolicy last = KeyPolicy.of(PolicyRule.allow("*", PolicyOperation.ENCRYPT));
    KeyPolicy ending =
        KeyPolicy.of(
            PolicyRule.allow(admin, PolicyOperation.CHANGE_POLICY)
                .until(Instant.now().plus(Duration.ofDays(1))));
    for (KeyPolicy refused : List.of(last, ending, KeyPolicy.of())) {
      assertThatThrownBy(() -> keys.setPolicy("lasting", refused))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setUnchangeablePolicy");
      assertThatThrownBy(
              () ->
                  keys.create(
                      ManagedKeySpec.builder("never").algorithm("AES").policy(refused).build()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    keys.setUnchangeablePolicy("lasting", last);
    assertThatThrownBy(() -> keys.setPolicy("lasting", KeyPolicy.unrestricted()))
        .isInstanceOfSatisfying(ManagedKeyException.class, e -> assertThat(isRefusal(e)).isTrue());
  }

  @Test
  void whatIsTakenAwayIsGoneForACipherThatHasBegun() throws Exception {
    create("taken", "AES");
    keys.setPolicy("taken", policy(PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT)));
    Key key = keys.key("taken");
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding", provider);
    Cipher sealing = Cipher.getInstance("TurnlockSealed", provider);
    Callers.as(
        AS_ALICE,
        () -> {
          gcm.init(Cipher.ENCRYPT_MODE, key);
          sealing.init(Cipher.ENCRYPT_MODE, key);
          return null;
        });
    keys.setPolicy("taken", policy(PolicyRule.allow(ALICE, PolicyOperation.DECRYPT)));
    for (Cipher begun : List.of(gcm, sealing)) {
      assertThatThrownBy(() -> Callers.as(AS_ALICE, () -> begun.doFinal(DATA)))
          .isInstanceOfSatisfying(
              ManagedKeyException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.NOT_PERMITTED);
                assertThat(e.getMessage())
                    .contains("'subject:alice' may not encrypt with key 'taken'");
              });
    }
    // And what is given is there, for the same key object.
    keys.setPolicy("taken", policy(PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT)));
    Callers.as(AS_ALICE, () -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of()));
  }

  @Test
  void anotherCallerOfABegunCipherIsHeldToThePolicyToo() throws Exception {
    create("lent", "AES");
    keys.setPolicy("lent", policy(PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT)));
    Key key = keys.key("lent");
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding", provider);
    Callers.as(
        AS_ALICE,
        () -> {
          gcm.init(Cipher.ENCRYPT_MODE, key);
          return null;
        });
    assertThatThrownBy(() -> Callers.as(AS_BOB, () -> gcm.doFinal(DATA)))
        .hasMessageContaining("'subject:bob' may not");
  }

  // Contexts and times.

  @Test
  void aContextIsAskedForWhereTheDataIs() throws Exception {
    create("context", "AES");
    create("context-to", "AES");
    Map<String, String> acme = Map.of("tenant", "acme", "n", "1");
    byte[] acmes = sealed(Cipher.ENCRYPT_MODE, keys.key("context"), DATA, acme);
    byte[] evils = sealed(Cipher.ENCRYPT_MODE, keys.key("context"), DATA, Map.of("tenant", "evil"));
    PolicyRule rule =
        PolicyRule.allow(
                ALICE,
                PolicyOperation.ENCRYPT,
                PolicyOperation.DECRYPT,
                PolicyOperation.RE_ENCRYPT_FROM)
            .withContext(Map.of("tenant", "acme"));
    keys.setPolicy("context", policy(rule));
    keys.setPolicy("context-to", KeyPolicy.unrestricted());
    Key key = keys.key("context");
    Callers.as(
        AS_ALICE,
        () -> {
          byte[] hers = sealed(Cipher.ENCRYPT_MODE, key, DATA, acme);
          assertThat(sealed(Cipher.DECRYPT_MODE, key, hers, acme)).isEqualTo(DATA);
          assertThat(sealed(Cipher.DECRYPT_MODE, key, acmes, acme)).isEqualTo(DATA);
          assertThat(keys.reencrypt(acmes, "context", "context-to", EncryptionContext.encode(acme)))
              .hasSameSizeAs(acmes);
          return null;
        });
    refusedForItsContext(() -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of("tenant", "evil")));
    refusedForItsContext(() -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of()));
    refusedForItsContext(() -> sealed(Cipher.DECRYPT_MODE, key, evils, Map.of("tenant", "evil")));
    refusedForItsContext(
        () ->
            keys.reencrypt(
                evils,
                "context",
                "context-to",
                EncryptionContext.encode(Map.of("tenant", "evil"))));
    refusedForItsContext(() -> gcm(key, "tenant=acme".getBytes(UTF_8)));
    keys.rotate("context", 1);
    byte[] iv = new byte[12];
    refusedForItsContext(
        () -> {
          Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
          cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, iv));
          cipher.updateAAD(EncryptionContext.encode(Map.of("tenant", "evil")));
          // Of no version: the refusal must not tell that.
          return cipher.doFinal(new byte[40]);
        });
    byte[] large = new byte[3 << 20];
    refusedForItsContext(() -> sealed(Cipher.ENCRYPT_MODE, key, large, Map.of("tenant", "evil")));
    Callers.as(AS_ALICE, () -> gcm(key, EncryptionContext.encode(acme)));
    Callers.as(AS_ALICE, () -> sealed(Cipher.ENCRYPT_MODE, key, large, acme));
  }

  private byte[] gcm(Key key, byte[] aad) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.updateAAD(aad);
    return cipher.doFinal(DATA);
  }

  private static void refusedForItsContext(Callable<byte[]> use) {
    assertThatThrownBy(() -> Callers.as(AS_ALICE, use))
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.NOT_PERMITTED);
              assertThat(e.getMessage()).contains("with context tenant=acme");
            });
  }

  @Test
  void aRuleThatHasEndedOrNotBegunAllowsNothing() throws Exception {
    create("timed", "AES");
    Key key = keys.key("timed");
    Instant now = Instant.now();
    PolicyRule rule = PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT);
    Work encrypt = () -> sealed(Cipher.ENCRYPT_MODE, key, DATA, Map.of());
    keys.setPolicy("timed", policy(rule.until(now.minusSeconds(5))));
    assertThatThrownBy(() -> run(AS_ALICE, encrypt))
        .isInstanceOf(KeyNotPermittedException.class)
        .hasMessageContaining("until ");
    keys.setPolicy("timed", policy(rule.from(now.plusSeconds(600))));
    assertThatThrownBy(() -> run(AS_ALICE, encrypt)).hasMessageContaining("from ");
    keys.setPolicy("timed", policy(rule.from(now.minusSeconds(5)).until(now.plusSeconds(600))));
    run(AS_ALICE, encrypt);
  }

  // The dry run.

  @Test
  void aDryRunSaysWhatAUseWouldAndDoesNothing() throws Exception {
    create("asked", "AES");
    keys.setPolicy(
        "asked",
        policy(
            PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT, PolicyOperation.SIGN),
            PolicyRule.allow(ALICE, PolicyOperation.DECRYPT).withContext(Map.of("t", "1"))));
    long revision = revision("asked");

    assertThat(dry(ALICE, PolicyOperation.ENCRYPT).allowed()).isTrue();
    assertThat(dry(ALICE, PolicyOperation.ENCRYPT).reason()).contains("subject:alice may encrypt");
    assertThat(dry(ALICE, PolicyOperation.DECRYPT).reason()).contains("with context t=1");
    assertThat(
            keys.mayUse("asked", ALICE, PolicyOperation.DECRYPT, Map.of("t", "1", "u", "2"))
                .allowed())
        .isTrue();
    assertThat(dry("os:alice", PolicyOperation.ENCRYPT).allowed()).isFalse();
    assertThat(dry(ALICE, PolicyOperation.SIGN).reason()).contains("no such use");
    assertThat(dry(admin, PolicyOperation.ROTATE).allowed()).isTrue();
    keys.disable("asked");
    assertThat(dry(ALICE, PolicyOperation.ENCRYPT).reason()).contains("is disabled");
    assertThat(dry(admin, PolicyOperation.ENABLE).allowed()).isTrue();
    assertThat(revision("asked")).isEqualTo(revision + 1);
  }

  private PolicyDecision dry(String who, PolicyOperation operation) {
    return keys.mayUse("asked", who, operation, Map.of());
  }

  @Test
  void aKeyOfTheTokenIsWrappedOnlyByThoseWhoMayExportIt() throws Exception {
    TokenSecretKey plain =
        new TokenSecretKey(
            token
                .objects()
                .generateSecretKey(
                    Ckk.AES,
                    32,
                    new NewKey(
                        true,
                        "leaving",
                        KeyId.random(),
                        Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT),
                        true,
                        true)),
            "AES");
    keys.adopt(plain, ManagedKeySpec.builder("exported").build());
    create("wrapping", "AES");
    keys.setPolicy("wrapping", KeyPolicy.unrestricted());
    SecretKey leaving = (SecretKey) keys.key("exported");
    Key with = keys.key("wrapping");
    keys.setPolicy("exported", policy(PolicyRule.allow(ALICE, PolicyOperation.ENCRYPT)));
    assertThatThrownBy(() -> Callers.as(AS_ALICE, () -> wrapped(with, leaving)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("may not export");
    keys.setPolicy("exported", policy(PolicyRule.allow(ALICE, PolicyOperation.EXPORT)));
    assertThat(Callers.as(AS_ALICE, () -> wrapped(with, leaving))).isNotEmpty();
  }
}
