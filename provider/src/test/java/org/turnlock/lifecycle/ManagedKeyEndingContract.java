// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.turnlock.lifecycle.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.VersionState;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.TestRecordStores;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenContents;

/** How keys and versions end, what time brings, and that others see it at once. */
public abstract class ManagedKeyEndingContract {
  private static final Mechanism ECB = Mechanism.of(Ckm.AES_ECB);
  private static final Duration DAY = Duration.ofDays(1);

  private LifecycleFixture fixture;
  private ManagedKeys keys;

  /** A token, logged in. */
  protected abstract Token token();

  @BeforeEach
  final void open() {
    fixture = new LifecycleFixture(token());
    keys = fixture.keys;
  }

  private TokenContents objects(KeyId id) {
    return token().objects().find(new ObjectQuery.Identified(id));
  }

  private KeyId id(String alias, int version) throws Exception {
    return fixture.version(alias, version).tokenKey().attributes().id();
  }

  // Who holds a key sees its end at the next use.

  private static int encrypt(TokenBackedKey key) {
    return new KeyOperations().encrypt(key, ECB, ByteBuffer.allocate(16), ByteBuffer.allocate(16));
  }

  private static int decrypt(TokenBackedKey key) {
    return new KeyOperations().decrypt(key, ECB, ByteBuffer.allocate(16), ByteBuffer.allocate(16));
  }

  @Test
  void aKeyInHandObeysEveryChangeAtItsNextUse() throws Exception {
    String alias = fixture.create("AES").alias();
    TokenBackedKey first = fixture.version(alias, 1);
    TokenBackedKey any = fixture.key(alias);
    assertThat(encrypt(first)).isEqualTo(16);
    keys.disable(alias);
    assertRefused(() -> encrypt(first), Reason.DISABLED, "'" + alias + "'", "enable it");
    assertRefused(() -> decrypt(any), Reason.DISABLED, "'" + alias + "'");
    keys.enable(alias);
    keys.rotate(alias, 1);
    assertThat(any.source().forNewWork(KeyUsage.ENCRYPT).versionNumber()).isEqualTo(2);
    assertThat(decrypt(first)).isEqualTo(16);
    keys.setFloor(alias, 2);
    assertRefused(() -> decrypt(first), Reason.BELOW_FLOOR, "floor, which is 2", "lower the floor");
    keys.setFloor(alias, 1);
    assertThat(decrypt(first)).isEqualTo(16);
    keys.disableVersion(alias, 1);
    assertRefused(() -> decrypt(first), Reason.DISABLED, "version 1", "enable the version");
    keys.enableVersion(alias, 1);
    assertThat(decrypt(first)).isEqualTo(16);
    keys.scheduleDeletion(alias, 7);
    assertRefused(() -> decrypt(first), Reason.STATE, "cancel the deletion");
    assertThat(keys.cancelDeletion(alias).state()).isEqualTo(KeyState.DISABLED);
    assertRefused(() -> decrypt(first), Reason.DISABLED, "enable it");
    keys.enable(alias);
    keys.destroyVersion(alias, 1);
    assertRefused(() -> decrypt(first), Reason.DESTROYED, "version 1", "for good");
    assertThat(encrypt(fixture.version(alias, 2))).isEqualTo(16);
  }

  @Test
  void refusalsSayWhatWouldHelp() {
    String alias = fixture.create("AES").alias();
    assertRefused(() -> keys.rotate(alias, 2), Reason.CONFLICT, "'" + alias + "' is 1, not 2");
    assertRefused(
        () -> keys.destroyVersion(alias, 1), Reason.STATE, "; rotate the key first, or delete");
    assertRefused(
        () -> keys.disableVersion(alias, 1), Reason.STATE, "; rotate", "or disable the key");
    assertRefused(() -> keys.enableVersion(alias, 7), Reason.NOT_FOUND, "no version 7");
    assertRefused(() -> keys.setFloor(alias, 2), Reason.STATE, "the current one, 1, not 2");
    assertRefused(() -> keys.publicKey(alias, 1), Reason.UNSUPPORTED, "AES-256", "public half");
    keys.disable(alias);
    assertRefused(() -> keys.rotate(alias, 1), Reason.DISABLED, "is disabled; enable it first");
    assertRefused(() -> keys.destroyVersion(alias, 1), Reason.STATE, "enable and rotate the key");
    keys.scheduleDeletion(alias, 7);
    assertRefused(
        () -> keys.rotate(alias, 1),
        Reason.STATE,
        fixture.now().plus(DAY.multipliedBy(7)).toString(),
        "cancel the deletion first, then enable it");
    assertThatThrownBy(() -> keys.scheduleDeletion(alias, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 to 30");
    assertRefused(() -> keys.enable("nobody's"), Reason.NOT_FOUND, "'nobody's'");
  }

  // Destroying versions.

  @Test
  void aDestroyedVersionGoesWithItsPublicHalfAndItsCertificates() throws Exception {
    String alias = fixture.create("EC").alias();
    KeyId id = id(alias, 1);
    keys.rotate(alias, 1);
    KeyPair issuer = TestCertificates.ec();
    token()
        .objects()
        .addCertificate(
            TestCertificates.certificate(
                "version 1", keys.publicKey(alias, 1), "test", issuer.getPrivate()),
            alias + "@1",
            id.bytes());
    ManagedKeyInfo info = keys.destroyVersion(alias, 1);
    assertThat(info.version(1).orElseThrow().state()).isEqualTo(VersionState.DESTROYED);
    assertThat(info.version(1).orElseThrow().id()).isEmpty();
    assertThat(objects(id)).isEqualTo(new TokenContents(List.of(), List.of()));
    assertThat(keys.publicKey(alias, 2)).isNotNull();
    assertThat(keys.rotate(alias, 2).current()).isEqualTo(3);
  }

  /** A record says that a version is destroyed before its objects go. */
  @Test
  void whatADeadProcessHasBegunToDestroyIsEndedByTheNextChange() throws Exception {
    String alias = fixture.create("AES").alias();
    KeyId id = id(alias, 1);
    keys.rotate(alias, 1);
    commit(alias, record -> VersionTransitions.destroy(record, 1));
    assertThat(objects(id).keys()).hasSize(1);
    keys.setDescription(alias, "anything");
    assertThat(objects(id).keys()).isEmpty();
    assertThat(keys.describe(alias).version(1).orElseThrow().id()).isEmpty();
  }

  private void commit(String alias, UnaryOperator<ManagedKeyRecord> transition) {
    try (RecordLease lease = fixture.store.lease(alias)) {
      lease.commit(transition.apply(lease.record().orElseThrow()));
    }
  }

  /** A tool may give the id of an adopted key to another, later. */
  @Test
  void anIdIsFreeAgainOnceItsVersionIsDestroyed() throws Exception {
    String alias = LifecycleFixture.newAlias();
    KeyId id = KeyId.of(new byte[] {1, 2, 3});
    NewKey description = new NewKey(true, alias, id, Set.of(KeyUsage.ENCRYPT), true, false);
    TokenSecretKey old =
        new TokenSecretKey(token().objects().generateSecretKey(Ckk.AES, 16, description), "AES");
    keys.adopt(old, LifecycleFixture.spec("").build());
    String managed =
        keys.list().stream()
            .filter(it -> it.kind().bits() == 128)
            .findFirst()
            .orElseThrow()
            .alias();
    keys.rotate(managed, 1);
    keys.destroyVersion(managed, 1);
    token().objects().generateSecretKey(Ckk.AES, 16, description);
    keys.rotate(managed, 2);
    keys.destroyVersion(managed, 1);
    assertThat(objects(id).keys()).hasSize(1);
    token().objects().destroyAll(id);
  }

  @Test
  void aKeyThatADeadProcessHasMadeAndNotCommittedIsRemoved() throws Exception {
    String alias = fixture.create("AES").alias();
    KeyId orphan;
    try (RecordLease lease = fixture.store.lease(alias)) {
      orphan = lease.newKeyId();
      token()
          .objects()
          .generateSecretKey(
              Ckk.AES, 32, new NewKey(true, alias + "@2", orphan, Set.of(), true, false));
    }
    keys.rotate(alias, 1);
    assertThat(objects(orphan).keys()).isEmpty();
    assertThat(fixture.inToken(alias)).containsExactly(alias + "@1", alias + "@2");
  }

  // What time brings.

  @Test
  void aKeyIsDeletedOnItsDayAndNotBefore() throws Exception {
    String alias = fixture.create("EC").alias();
    keys.rotate(alias, 1);
    KeyId id = id(alias, 1);
    keys.scheduleDeletion(alias, 7);
    fixture.pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(keys.rotateDue().deleted()).isEmpty();
    assertThat(keys.find(alias)).isPresent();
    fixture.pass(Duration.ofSeconds(1));
    assertThat(keys.rotateDue().deleted()).containsExactly(alias);
    assertThat(keys.find(alias)).isEmpty();
    assertThat(fixture.directory.key(alias)).isEmpty();
    assertThat(objects(id).keys()).isEmpty();
    assertThat(fixture.inToken(alias)).isEmpty();
    assertThat(keys.rotateDue().deleted()).isEmpty();
    assertThat(keys.create(ManagedKeySpec.builder(alias).algorithm("AES").build()).current())
        .isEqualTo(1);
  }

  @Test
  void aDeletionThatADeadProcessHasBegunGoesOnAndCannotBeCancelled() throws Exception {
    String alias = fixture.create("AES").alias();
    KeyId id = id(alias, 1);
    keys.scheduleDeletion(alias, 7);
    fixture.pass(DAY.multipliedBy(8));
    commit(alias, VersionTransitions::destroyAll);
    assertRefused(() -> keys.cancelDeletion(alias), Reason.DESTROYED, "'" + alias + "'");
    assertThat(objects(id).keys()).hasSize(1);
    assertThat(keys.rotateDue().deleted()).containsExactly(alias);
    assertThat(objects(id).keys()).isEmpty();
    assertThat(keys.find(alias)).isEmpty();
  }

  @Test
  void aKeyThatNeverHadMaterialAwaitsItAgainWhenItIsKept() {
    String alias = keys.create(LifecycleFixture.spec("AES").awaitingImport().build()).alias();
    keys.scheduleDeletion(alias, 7);
    assertThat(keys.cancelDeletion(alias).state()).isEqualTo(KeyState.PENDING_IMPORT);
  }

  @Test
  void whatIsDueIsRotatedOnceHoweverMuchWasMissedAndByWhomever() throws Exception {
    String alias = keys.create(LifecycleFixture.spec("AES").rotationPeriod(DAY).build()).alias();
    String resting = keys.create(LifecycleFixture.spec("AES").rotationPeriod(DAY).build()).alias();
    keys.disable(resting);
    List<LifecycleFixture> others =
        Stream.generate(() -> new LifecycleFixture(token())).limit(4).toList();
    others.forEach(other -> other.pass(DAY.multipliedBy(3).plusHours(5)));
    assertThat(Storm.of(4, i -> others.get(i).keys.rotateDue()))
        .flatExtracting(report -> ((RotationReport) report).rotated())
        .containsExactly(alias);
    fixture.pass(DAY.multipliedBy(3).plusHours(5));
    assertThat(keys.rotateDue().rotated()).isEmpty();
    ManagedKeyInfo info = keys.describe(alias);
    assertThat(info.current()).isEqualTo(2);
    assertThat(info.nextRotation()).hasValue(fixture.now().plus(DAY));
    keys.rotate(alias, 2);
    assertThat(keys.describe(alias).nextRotation()).isEqualTo(info.nextRotation());
    keys.setRotationPeriod(alias, Optional.empty());
    fixture.pass(DAY.multipliedBy(30));
    assertThat(keys.rotateDue().rotated()).isEmpty();
    keys.scheduleDeletion(resting, 7);
  }

  /** Another process may do the work between the look at all keys and the lease of one. */
  @Test
  void whatWasDueAMomentAgoIsLookedAtAgain() {
    String due = keys.create(LifecycleFixture.spec("AES").rotationPeriod(DAY).build()).alias();
    String kept = fixture.create("AES").alias();
    keys.scheduleDeletion(kept, 7);
    List<ManagedKeyRecord> earlier = fixture.store.all();
    fixture.pass(DAY.multipliedBy(8));
    LifecycleFixture late =
        new LifecycleFixture(token(), TestRecordStores.listing(earlier, fixture.store));
    late.pass(DAY.multipliedBy(8));
    keys.cancelDeletion(kept);
    assertThat(keys.rotateDue().rotated()).contains(due);
    RotationReport report = late.keys.rotateDue();
    assertThat(report.rotated()).doesNotContain(due);
    assertThat(report.deleted()).doesNotContain(kept);
    assertThat(keys.describe(due).current()).isEqualTo(2);
    assertThat(keys.describe(kept).state()).isEqualTo(KeyState.DISABLED);
  }

  // Several at once.

  @Test
  void ofManyWhoRotateTheSameVersionOneDoes() throws Exception {
    String alias = fixture.create("AES").alias();
    List<Object> outcomes = Storm.of(8, thread -> keys.rotate(alias, 1).current());
    assertThat(outcomes).filteredOn(Integer.class::isInstance).containsExactly(2);
    assertThat(outcomes)
        .filteredOn(ManagedKeyException.class::isInstance)
        .hasSize(7)
        .allSatisfy(e -> assertThat(((ManagedKeyException) e).reason()).isEqualTo(Reason.CONFLICT));
    assertThat(fixture.inToken(alias)).containsExactly(alias + "@1", alias + "@2");
  }

  // Work of old versions.

  @Test
  void aMacTellsItsVersion() throws Exception {
    String alias = fixture.create("HmacSHA256").alias();
    Mac mac = Mac.getInstance("HmacSHA256", fixture.provider);
    mac.init((Key) fixture.key(alias));
    byte[] first = mac.doFinal(new byte[9]);
    keys.rotate(alias, 1);
    mac.init((Key) fixture.key(alias));
    byte[] second = mac.doFinal(new byte[9]);
    assertThat(keys.verifyMac(alias, "HmacSHA256", new byte[9], first)).hasValue(1);
    assertThat(keys.verifyMac(alias, "HmacSHA256", new byte[9], second)).hasValue(2);
    assertThat(keys.verifyMac(alias, "HmacSHA256", new byte[8], second)).isEmpty();
    keys.setFloor(alias, 2);
    assertThat(keys.verifyMac(alias, "HmacSHA256", new byte[9], first)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HmacSHA256, HmacSHA256", "EC, SHA256withECDSA", "Ed25519, Ed25519"})
  void aFileTellsWhichVersionSignedIt(String kind, String algorithm) throws Exception {
    byte[] data = new byte[200_000];
    byte[] others = Arrays.copyOf(data, data.length - 1);
    String alias = fixture.create(kind).alias();
    byte[] first = sign(alias, algorithm, data);
    keys.rotate(alias, 1);
    byte[] second = sign(alias, algorithm, data);
    assertThat(keys.verify(alias, algorithm, of(data), first)).hasValue(1);
    assertThat(keys.verify(alias, algorithm, of(data), second)).hasValue(2);
    assertThat(keys.verify(alias + "@1", algorithm, of(data), first)).hasValue(1);
    assertThat(keys.verify(alias + "@1", algorithm, of(data), second)).isEmpty();
    assertThat(keys.verify(alias, algorithm, of(others), second)).isEmpty();
    assertThat(keys.verify(alias, algorithm, of(data), new byte[3])).isEmpty();
    assertRefused(
        () -> keys.verify(alias, "MD5withNothing", of(data), first),
        Reason.UNSUPPORTED,
        "MD5withNothing");
    assertRefused(
        () -> keys.verify(alias + "@9", algorithm, of(data), first),
        Reason.NOT_FOUND,
        "no version 9");
    keys.setFloor(alias, 2);
    assertThat(keys.verify(alias, algorithm, of(data), first)).isEmpty();
    assertThatThrownBy(() -> keys.verify(alias + "@1", algorithm, of(data), first))
        .hasRootCauseInstanceOf(ManagedKeyException.class)
        .hasMessageContaining("below the floor");
    assertThat(keys.key(alias + "@2").getAlgorithm()).isIn(kind, "EdDSA");
    keys.disable(alias);
    assertRefused(() -> keys.key(alias), Reason.DISABLED, "enable it");
  }

  private byte[] sign(String alias, String algorithm, byte[] data) throws Exception {
    if (keys.key(alias) instanceof PrivateKey pair) {
      Signature signature = Signature.getInstance(algorithm, fixture.provider);
      signature.initSign(pair);
      signature.update(data);
      return signature.sign();
    }
    Mac mac = Mac.getInstance(algorithm, fixture.provider);
    mac.init(keys.key(alias));
    return mac.doFinal(data);
  }

  private static RepeatableInput of(byte[] data) {
    return () -> new ByteArrayInputStream(data);
  }

  @Test
  void aSealedCiphertextGoesUnderTheCurrentVersionOfAnotherKey() throws Exception {
    String from = fixture.create("AES").alias();
    String to = fixture.create("AES").alias();
    Cipher cipher = Cipher.getInstance("TurnlockSealed", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, (Key) fixture.key(from));
    cipher.updateAAD(new byte[3]);
    byte[] sealed = cipher.doFinal("paper".getBytes(StandardCharsets.UTF_8));
    keys.rotate(to, 1);
    byte[] again = keys.reencrypt(sealed, from, to, new byte[3]);
    keys.scheduleDeletion(from, 7);
    cipher.init(Cipher.DECRYPT_MODE, (Key) fixture.version(to, 2));
    cipher.updateAAD(new byte[3]);
    assertThat(cipher.doFinal(again)).asString().isEqualTo("paper");
    assertRefused(
        () -> keys.reencrypt(sealed, from, to, new byte[3]), Reason.STATE, "cancel the deletion");
  }

  /** As many destroyed versions as months of a short period make. */
  private static ManagedKeyRecord crowded(ManagedKeyRecord record) {
    VersionRecord first = record.version(1).orElseThrow();
    RecordBuilder builder = record.toBuilder();
    for (int number = 2; number <= 15_000; number++) {
      builder.version(
          new VersionRecord(
              number,
              KeyId.none(),
              VersionRecord.Standing.DESTROYED,
              KeyOrigin.GENERATED,
              first.created(),
              Usage.NONE));
    }
    return builder.build();
  }

  @Test
  final void aKeyWithAsManyVersionsAsItsRecordHoldsIsNotRotatedAndEndsLikeAnyOther()
      throws Exception {
    keys.create(ManagedKeySpec.builder("crowded").rotationPeriod(DAY).build());
    try (RecordLease lease = fixture.store.lease("crowded")) {
      lease.commit(crowded(lease.record().orElseThrow()));
    }
    fixture.pass(DAY);
    int objects = token().objects().keys().size();
    assertThat(keys.rotateDue().failed().get("crowded")).contains("all that its record has room");
    assertRefused(() -> keys.rotate("crowded", 1), Reason.STATE, "15000 versions", "another alias");
    assertThat(token().objects().keys()).hasSize(objects);
    assertThat(fixture.version("crowded", 1).source().versionNumber()).isEqualTo(1);
    keys.disable("crowded");
    keys.enable("crowded");
    keys.scheduleDeletion("crowded", 7);
    fixture.pass(DAY.multipliedBy(8));
    assertThat(keys.rotateDue().deleted()).contains("crowded");
    assertThat(keys.find("crowded")).isEmpty();
  }
}
