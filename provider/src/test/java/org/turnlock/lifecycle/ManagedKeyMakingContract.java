// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.turnlock.lifecycle.Refusals.assertRefused;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.VersionState;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/** How versions come into being: made by the token, adopted, imported in clear and wrapped. */
public abstract class ManagedKeyMakingContract {
  private LifecycleFixture fixture;
  private ManagedKeys keys;

  /** A token, logged in. */
  protected abstract Token token();

  @BeforeEach
  final void open() {
    fixture = new LifecycleFixture(token());
    keys = fixture.keys;
  }

  // Made by the token.

  @Test
  void everyKindIsMadeSensitiveAndForTheUsesAskedFor() throws Exception {
    Map<ManagedKeySpec.Builder, String> kinds =
        Map.of(
            LifecycleFixture.spec("AES").size(128), "AES-128",
            LifecycleFixture.spec(""), "AES-256",
            LifecycleFixture.spec("hmacsha512"), "HmacSHA512-512",
            LifecycleFixture.spec("RSA").size(2048), "RSA-2048",
            LifecycleFixture.spec("EC"), "EC secp256r1",
            LifecycleFixture.spec("EC").curve("P-384"), "EC secp384r1",
            LifecycleFixture.spec("EdDSA"), "Ed25519");
    for (Map.Entry<ManagedKeySpec.Builder, String> kind : kinds.entrySet()) {
      boolean signs = !kind.getValue().startsWith("AES");
      KeyUsage use = signs ? KeyUsage.SIGN : KeyUsage.ENCRYPT;
      KeyUsage other = signs ? KeyUsage.VERIFY : KeyUsage.DECRYPT;
      ManagedKeyInfo made = keys.create(kind.getKey().usages(use, other).build());
      assertThat(made.kind()).hasToString(kind.getValue());
      assertThat(made.state()).isEqualTo(KeyState.ENABLED);
      assertThat(made.versions()).hasSize(1);
      assertThat(made.versions().get(0).origin()).isEqualTo(KeyOrigin.GENERATED);
      KeyAttributes attributes = attributes(made.alias(), 1);
      assertThat(attributes.label()).isEqualTo(made.alias() + "@1");
      assertThat(attributes.id()).hasToString(made.versions().get(0).id());
      assertThat(attributes.sensitive()).isTrue();
      assertThat(attributes.extractable()).isFalse();
      assertThat(attributes.resident()).isTrue();
      assertThat(attributes.usages()).contains(use).isSubsetOf(use, other);
      assertThat(keys.describe(made.alias())).isEqualTo(made);
    }
  }

  private KeyAttributes attributes(String alias, int version) throws InvalidKeyException {
    return fixture.version(alias, version).tokenKey().attributes();
  }

  @Test
  void aNewVersionIsOfTheSameKindAndWithAnIdOfItsOwn() throws Exception {
    ManagedKeyInfo first = keys.create(LifecycleFixture.spec("AES").size(192).build());
    ManagedKeyInfo second = keys.rotate(first.alias(), 1);
    assertThat(second.current()).isEqualTo(2);
    assertThat(second.version(1).orElseThrow().state()).isEqualTo(VersionState.DECRYPT_ONLY);
    KeyAttributes one = attributes(first.alias(), 1);
    KeyAttributes two = attributes(first.alias(), 2);
    assertThat(two.bits()).isEqualTo(192);
    assertThat(two.usages()).isEqualTo(one.usages());
    assertThat(two.id()).isNotEqualTo(one.id());
    assertThat(fixture.inToken(first.alias()))
        .containsExactly(first.alias() + "@1", first.alias() + "@2");
  }

  @Test
  void aRecordOfAKindThatIsNoneGetsNoNewVersion() throws Exception {
    for (ManagedKeyKind kind :
        List.of(
            new ManagedKeyKind("AES", 7, ""),
            new ManagedKeyKind("EC", 0, ""),
            new ManagedKeyKind("EC", 0, "secp999r1"),
            new ManagedKeyKind("Rot13", 256, ""))) {
      ManagedKeyInfo made = keys.create(LifecycleFixture.spec("AES").build());
      try (RecordLease lease = fixture.store.lease(made.alias())) {
        ManagedKeyRecord record = lease.record().orElseThrow();
        RecordBuilder other = new RecordBuilder(made.alias(), kind, record.created());
        record.versions().forEach(other::version);
        lease.commit(other.state(KeyState.ENABLED).current(1).build());
      }
      assertRefused(
          () -> keys.rotate(made.alias(), 1), Reason.UNSUPPORTED, kind.toString(), "no such kind");
      assertThat(fixture.inToken(made.alias())).containsExactly(made.alias() + "@1");
    }
  }

  @Test
  void whatIsSaidOfANewKeyIsKept() {
    ManagedKeyInfo made =
        keys.create(
            LifecycleFixture.spec("AES")
                .description("for invoices \u2713")
                .tags(Map.of("team", "billing"))
                .limits(new UseLimits(1000, 1L << 40))
                .rotationPeriod(Duration.ofDays(90))
                .build());
    assertThat(made.description()).isEqualTo("for invoices \u2713");
    assertThat(made.tags()).containsExactly(Map.entry("team", "billing"));
    assertThat(made.limits()).isEqualTo(new UseLimits(1000, 1L << 40));
    assertThat(made.nextRotation()).hasValue(fixture.now().plus(Duration.ofDays(90)));
    assertThat(fixture.create("AES").limits()).isEqualTo(UseLimits.RANDOM_IVS);
    assertThat(fixture.create("HmacSHA256").limits()).isEqualTo(UseLimits.NONE);
  }

  @Test
  void aSpecificationThatNoKeyFitsIsRefused() {
    Map<ManagedKeySpec.Builder, String> wrong =
        Map.of(
            LifecycleFixture.spec("AES").size(100), "128, 192, 256",
            LifecycleFixture.spec("RSA").size(1024), "2048 to 4096",
            LifecycleFixture.spec("RSA").size(2049), "2048 to 4096",
            LifecycleFixture.spec("DES"), "AES, RSA, EC, Ed25519",
            LifecycleFixture.spec("EC").curve("P-257"), "P-257",
            LifecycleFixture.spec("EC").curve("P-256").size(256), "not both",
            LifecycleFixture.spec("AES").curve("P-256"), "only EC",
            LifecycleFixture.spec("Ed25519").usages(KeyUsage.ENCRYPT), "[SIGN, VERIFY]",
            LifecycleFixture.spec("AES").awaitingImport().rotationPeriod(Duration.ofDays(9)),
                "imported",
            LifecycleFixture.spec("AES").description("x".repeat(5000)), "4096");
    wrong.forEach(
        (spec, words) ->
            assertThatThrownBy(() -> keys.create(spec.build()))
                .as(words)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words));
  }

  @Test
  void anotherObjectsNameIsTaken() {
    String label = LifecycleFixture.newAlias();
    token()
        .objects()
        .generateSecretKey(Ckk.AES, 16, NewKey.resident(label, Set.of(KeyUsage.ENCRYPT)));
    assertRefused(
        () -> keys.create(ManagedKeySpec.builder(label).build()),
        Reason.EXISTS,
        "'" + label + "'",
        "adopt");
    assertThat(keys.find(label)).isEmpty();
    assertRefused(() -> keys.describe(label), Reason.NOT_FOUND, "'" + label + "'");
  }

  // Adopted.

  private TokenSecretKey plain(String label) {
    return new TokenSecretKey(
        token()
            .objects()
            .generateSecretKey(
                Ckk.AES, 16, NewKey.resident(label, Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT))),
        "AES");
  }

  @Test
  void whatIsLabelledAsAVersionOfAManagedKeyIsNotAdopted() {
    String alias = keys.create(LifecycleFixture.spec("AES").build()).alias();
    ManagedKeySpec other = LifecycleFixture.spec("AES").build();
    assertThatThrownBy(() -> keys.adopt(plain(alias + "@7"), other))
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContaining("'" + alias + "'");
    assertThat(keys.find(other.alias())).isEmpty();
  }

  @Test
  void anAdoptedKeyStaysWhereItIsAndRotatesFromThere() throws Exception {
    String label = LifecycleFixture.newAlias();
    TokenSecretKey key = plain(label);
    byte[] sealed = encrypt(key);
    ManagedKeyInfo adopted = keys.adopt(key, ManagedKeySpec.builder(label).build());
    assertThat(adopted.kind()).hasToString("AES-128");
    assertThat(adopted.usages()).containsExactlyInAnyOrder(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
    assertThat(adopted.versions().get(0).origin()).isEqualTo(KeyOrigin.ADOPTED);
    KeyAttributes first = attributes(label, 1);
    assertThat(first.label()).isEqualTo(label);
    assertThat(first.id()).isEqualTo(key.tokenKey().attributes().id());
    keys.rotate(label, 1);
    assertThat(fixture.inToken(label)).containsExactly(label + "@2");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, (Key) fixture.key(label), parameters());
    assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[5]);
  }

  private byte[] encrypt(SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters());
    return cipher.doFinal(new byte[5]);
  }

  private static GCMParameterSpec parameters() {
    return new GCMParameterSpec(128, new byte[12]);
  }

  @Test
  void anAdoptedPairTellsItsKind() throws Exception {
    String label = LifecycleFixture.newAlias();
    TokenKey key =
        token()
            .objects()
            .generateKeyPair(
                new KeyPairParameters.Ec(CurveCodec.encode("secp384r1")),
                NewKey.resident(label, Set.of(KeyUsage.SIGN)))
            .privateKey();
    String alias = LifecycleFixture.newAlias();
    ManagedKeyInfo adopted = keys.adopt((Key) Keys.of(key), ManagedKeySpec.builder(alias).build());
    assertThat(adopted.kind()).hasToString("EC secp384r1");
    assertThat(adopted.usages()).containsExactlyInAnyOrder(KeyUsage.SIGN, KeyUsage.VERIFY);
    PublicKey first = keys.publicKey(alias, 1);
    keys.rotate(alias, 1);
    assertThat(keys.publicKey(alias, 1)).isEqualTo(first);
    assertThat(keys.publicKey(alias, 2)).isNotEqualTo(first);
  }

  @Test
  void whatCannotBeAdoptedIsRefused() throws Exception {
    ManagedKeySpec spec = LifecycleFixture.spec("").build();
    TokenSecretKey key = plain(LifecycleFixture.newAlias());
    keys.adopt(key, spec);
    assertRefused(
        () -> keys.adopt(key, LifecycleFixture.spec("").build()), Reason.EXISTS, spec.alias());
    Key version = (Key) fixture.version(spec.alias(), 1);
    Key managed = (Key) fixture.key(spec.alias());
    for (Key own : new Key[] {version, managed}) {
      assertRefused(
          () -> keys.adopt(own, LifecycleFixture.spec("").build()),
          Reason.EXISTS,
          "managed already");
    }
    NewKey session = NewKey.session(Set.of(KeyUsage.ENCRYPT));
    assertNotAdoptable(session, "session");
    NewKey nameless =
        new NewKey(true, "nameless", KeyId.none(), Set.of(KeyUsage.ENCRYPT), true, false);
    assertNotAdoptable(nameless, "CKA_ID");
    assertNotAdoptable(
        new NewKey(
            true, "twin", key.tokenKey().attributes().id(), Set.of(KeyUsage.ENCRYPT), true, false),
        "CKA_ID");
    assertThatThrownBy(() -> keys.adopt(aes(16), LifecycleFixture.spec("").build()))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("import");
  }

  private void assertNotAdoptable(NewKey description, String word) {
    TokenKey key = token().objects().generateSecretKey(Ckk.AES, 16, description);
    ManagedKeySpec spec = LifecycleFixture.spec("").build();
    assertThatThrownBy(() -> keys.adopt(new TokenSecretKey(key, "AES"), spec))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(word);
    assertThat(keys.find(spec.alias())).isEmpty();
    token().objects().destroy(key);
  }

  @Test
  void ofTwoWhoAdoptOneKeyAtOnceOneDoes() throws Exception {
    TokenSecretKey key = plain(LifecycleFixture.newAlias());
    List<String> aliases = List.of(LifecycleFixture.newAlias(), LifecycleFixture.newAlias());
    List<Object> outcomes =
        Storm.of(2, i -> keys.adopt(key, ManagedKeySpec.builder(aliases.get(i)).build()).alias());
    assertThat(outcomes).filteredOn(String.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(ManagedKeyException.class::isInstance)
        .singleElement()
        .satisfies(e -> assertThat(((ManagedKeyException) e).reason()).isEqualTo(Reason.EXISTS));
  }

  // Imported.

  private static SecretKey aes(int bytes) {
    byte[] value = new byte[bytes];
    new Random(bytes).nextBytes(value);
    return new SecretKeySpec(value, "AES");
  }

  private String awaiting(String algorithm, int bits) {
    ManagedKeySpec.Builder spec = LifecycleFixture.spec(algorithm).awaitingImport();
    return keys.create(bits == 0 ? spec.build() : spec.size(bits).build()).alias();
  }

  @Test
  void theFirstImportEnablesAndTheNextRotates() throws Exception {
    String alias = awaiting("AES", 128);
    assertThat(keys.describe(alias).current()).isZero();
    assertThat(fixture.directory.key(alias)).isEmpty();
    SecretKey first = aes(16);
    ManagedKeyInfo imported = keys.importVersion(alias, 0, first);
    assertThat(imported.state()).isEqualTo(KeyState.ENABLED);
    assertThat(imported.versions().get(0).origin()).isEqualTo(KeyOrigin.IMPORTED);
    Cipher software = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    software.init(Cipher.DECRYPT_MODE, first, parameters());
    assertThat(software.doFinal(encrypt((SecretKey) fixture.key(alias)))).isEqualTo(new byte[5]);
    assertRefused(() -> keys.rotate(alias, 1), Reason.UNSUPPORTED, "'" + alias + "'", "import");
    assertRefused(
        () -> keys.setRotationPeriod(alias, Optional.of(Duration.ofDays(9))),
        Reason.UNSUPPORTED,
        "import");
    assertRefused(() -> keys.importVersion(alias, 0, aes(16)), Reason.CONFLICT, "is 1, not 0");
    assertThat(keys.importVersion(alias, 1, aes(16)).current()).isEqualTo(2);
  }

  @Test
  void whatIsImportedMustFit() throws Exception {
    String alias = awaiting("AES", 256);
    String pair = awaiting("EC", 0);
    List<Key> wrong = new ArrayList<>();
    wrong.add(aes(16));
    wrong.add(new SecretKeySpec(new byte[32], "HmacSHA256"));
    wrong.add(TestCertificates.ec().getPrivate());
    wrong.add(plain(LifecycleFixture.newAlias()));
    for (Key key : wrong) {
      assertThatThrownBy(() -> keys.importVersion(alias, 0, key))
          .as(key.getAlgorithm())
          .isInstanceOf(InvalidKeyException.class);
    }
    for (Key key :
        new Key[] {
          aes(32),
          TestCertificates.ec("secp384r1").getPrivate(),
          TestCertificates.rsa().getPrivate(),
          TestCertificates.ec().getPublic()
        }) {
      assertThatThrownBy(() -> keys.importVersion(pair, 0, key))
          .as(key.getAlgorithm())
          .isInstanceOf(InvalidKeyException.class);
    }
    assertThat(keys.describe(alias).state()).isEqualTo(KeyState.PENDING_IMPORT);
    assertThat(fixture.inToken(alias)).isEmpty();
    assertThat(fixture.inToken(pair)).isEmpty();
  }

  @Test
  void anImportedPairKeepsItsPublicHalf() throws Exception {
    for (String algorithm : new String[] {"EC", "Ed25519"}) {
      KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
      if (algorithm.equals("EC")) {
        pair = TestCertificates.ec();
      }
      String alias = awaiting(algorithm, 0);
      keys.importVersion(alias, 0, pair.getPrivate());
      assertThat(keys.publicKey(alias, 1).getEncoded()).isEqualTo(pair.getPublic().getEncoded());
    }
  }

  @Test
  void aKeyThatIsRotatedAutomaticallyTakesNoImports() {
    String alias =
        keys.create(LifecycleFixture.spec("AES").rotationPeriod(Duration.ofDays(1)).build())
            .alias();
    assertRefused(
        () -> keys.importVersion(alias, 1, aes(32)), Reason.STATE, "'" + alias + "'", "PT24H");
  }

  @Test
  void aKeyThatBeginsWithAnImportIsNotRotatedAutomatically() throws Exception {
    String alias = LifecycleFixture.newAlias();
    ManagedKeySpec.Builder spec = ManagedKeySpec.builder(alias);
    assertThatThrownBy(
            () -> keys.create(spec.rotationPeriod(Duration.ofDays(9)).build(), aes(32), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be rotated automatically");
    assertThat(keys.find(alias)).isEmpty();
    ManagedKeys rotating =
        new ManagedKeyEngine(
            fixture.store,
            fixture.directory,
            fixture.provider,
            fixture.clock(),
            Optional.of(Duration.ofDays(9)));
    ManagedKeyInfo made =
        rotating.create(ManagedKeySpec.builder(alias).build(), aes(32), List.of());
    assertThat(made.rotationPeriod()).isEmpty();
    assertThat(rotating.importVersion(alias, 1, aes(32)).current()).isEqualTo(2);
  }

  // Imported wrapped.

  private static final String KWP = "AES/KWP/NoPadding";

  /** As CKM_RSA_AES_KEY_WRAP has it, by other hands. */
  private static byte[] wrapped(RSAPublicKey under, String hash, byte[] key)
      throws GeneralSecurityException {
    byte[] ephemeral = new byte[32];
    new Random(key.length).nextBytes(ephemeral);
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
    rsa.init(
        Cipher.ENCRYPT_MODE,
        under,
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    byte[] first = rsa.doFinal(ephemeral);
    Cipher kwp = Cipher.getInstance(KWP, "SunJCE");
    kwp.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(ephemeral, "AES"));
    byte[] second = kwp.doFinal(key);
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void wrappedKeysOfEveryKindAreImported() throws Exception {
    String rsa = keys.create(LifecycleFixture.spec("RSA").size(2048).build()).alias();
    RSAPublicKey under = (RSAPublicKey) keys.publicKey(rsa, 1);
    keys.rotate(rsa, 1);
    String hmac = awaiting("HmacSHA256", 0);
    SecretKey mac = new SecretKeySpec(aes(32).getEncoded(), "HmacSHA256");
    keys.importWrappedVersion(hmac, 0, wrapped(under, "SHA-256", mac.getEncoded()), rsa, "SHA-256");
    Mac software = Mac.getInstance("HmacSHA256", "SunJCE");
    software.init(mac);
    assertThat(keys.verifyMac(hmac, "HmacSHA256", new byte[3], software.doFinal(new byte[3])))
        .hasValue(1);

    String aes = awaiting("AES", 128);
    keys.importWrappedVersion(
        aes, 0, wrapped(under, "SHA-1", aes(16).getEncoded()), rsa + "@1", "SHA-1");
    KeyAttributes made = attributes(aes, 1);
    assertThat(made.label()).isEqualTo(aes + "@1");
    assertThat(made.id()).hasToString(keys.describe(aes).versions().get(0).id());
    assertThat(made.sensitive()).isTrue();
    assertThat(made.extractable()).isFalse();

    for (KeyPair pair : new KeyPair[] {TestCertificates.rsa(), TestCertificates.ec()}) {
      String algorithm = pair.getPublic().getAlgorithm();
      String alias = awaiting(algorithm, algorithm.equals("RSA") ? 2048 : 0);
      keys.importWrappedVersion(
          alias, 0, wrapped(under, "SHA-256", pair.getPrivate().getEncoded()), rsa, "SHA-256");
      assertThat(keys.publicKey(alias, 1).getEncoded())
          .as(algorithm)
          .isEqualTo(pair.getPublic().getEncoded());
    }
  }

  @Test
  void aWrappedKeyThatIsWrongLeavesNothingBehind() throws Exception {
    String rsa = LifecycleFixture.newAlias();
    String label = "old-" + rsa;
    TokenKeyPair pair =
        token()
            .objects()
            .generateKeyPair(
                new KeyPairParameters.Rsa(2048, RSAKeyGenParameterSpec.F4),
                NewKey.resident(label, DefaultUsages.RSA));
    keys.adopt(Keys.of(pair.privateKey()), ManagedKeySpec.builder(rsa).build());
    RSAPublicKey under = (RSAPublicKey) pair.publicKey();
    String alias = awaiting("AES", 256);
    int before = token().objects().keys().size();
    byte[] right = wrapped(under, "SHA-256", aes(32).getEncoded());
    byte[] changed = right.clone();
    changed[right.length - 1] ^= 1;
    byte[] changedFirst = right.clone();
    changedFirst[200] ^= 1;
    byte[] short128 = wrapped(under, "SHA-256", aes(16).getEncoded());
    for (byte[] wrong :
        new byte[][] {changed, changedFirst, short128, Arrays.copyOf(right, 256), {}}) {
      assertThatThrownBy(() -> keys.importWrappedVersion(alias, 0, wrong, rsa, "SHA-256"))
          .isInstanceOf(InvalidKeyException.class);
    }
    assertThatThrownBy(() -> keys.importWrappedVersion(alias, 0, right, alias, "SHA-256"))
        .isInstanceOf(ManagedKeyException.class);
    assertThat(token().objects().keys()).hasSize(before);
    assertThat(keys.importWrappedVersion(alias, 0, right, rsa, "SHA-256").current()).isEqualTo(1);
    keys.disable(rsa);
    for (String name : List.of(rsa, label)) {
      assertThatThrownBy(() -> keys.importWrappedVersion(alias, 1, right, name, "SHA-256"))
          .as("by its old label it is the version that it is")
          .hasMessageContainingAll("key '" + rsa + "'", "is disabled");
    }
    keys.enable(rsa);
    assertThat(keys.importWrappedVersion(alias, 1, right, label, "SHA-256").current()).isEqualTo(2);
  }

  @Test
  void aKeyThatBeginsWrappedIsThereWholeOrNotAtAll() throws Exception {
    String rsa = keys.create(LifecycleFixture.spec("RSA").size(2048).build()).alias();
    RSAPublicKey under = (RSAPublicKey) keys.publicKey(rsa, 1);
    byte[] right = wrapped(under, "SHA-256", aes(16).getEncoded());
    int before = token().objects().keys().size();
    String alias = LifecycleFixture.newAlias();
    ManagedKeySpec aes128 = ManagedKeySpec.builder(alias).size(128).build();
    ManagedKeySpec aes256 = ManagedKeySpec.builder(alias).build();
    ManagedKeySpec pair = ManagedKeySpec.builder(alias).algorithm("EC").build();
    List<ThrowingCallable> wrong =
        List.of(
            () -> keys.createFromWrapped(aes256, right, rsa, "SHA-256"),
            () -> keys.createFromWrapped(pair, right, rsa, "SHA-256"),
            () -> keys.createFromWrapped(aes128, right, rsa, "SHA-1"),
            () -> keys.createFromWrapped(aes128, right, rsa, "MD9"),
            () -> keys.createFromWrapped(aes128, right, "nobody", "SHA-256"),
            () -> keys.createFromWrapped(aes128, new byte[300], rsa, "SHA-256"));
    for (ThrowingCallable one : wrong) {
      assertThatThrownBy(one).as("%s", wrong.indexOf(one)).isNotNull();
      assertThat(keys.find(alias)).isEmpty();
    }
    assertThat(token().objects().keys()).hasSize(before);
    ManagedKeyInfo made = keys.createFromWrapped(aes128, right, rsa, "SHA-256");
    assertThat(made.current()).isEqualTo(1);
    assertThat(made.versions().get(0).origin()).isEqualTo(KeyOrigin.IMPORTED);
    assertThat(fixture.inToken(alias)).containsExactly(alias + "@1");
  }
}
