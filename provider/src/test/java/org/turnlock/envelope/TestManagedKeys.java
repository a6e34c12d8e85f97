// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.MemoryRecordStore;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;

/** Managed AES keys of a token, with records in memory, as a test changes them. */
final class TestManagedKeys {
  private static final Set<KeyUsage> USAGES = Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);

  final Token token;

  /** Every use that was counted, for example {@code ENCRYPT payments@2 100}. */
  final List<String> uses = new CopyOnWriteArrayList<>();

  private final MemoryRecordStore records = new MemoryRecordStore();
  private final ManagedKeyDirectory directory;

  TestManagedKeys(Token token) {
    this.token = token;
    this.directory =
        new ManagedKeyDirectory(
            token,
            records,
            (alias, version) ->
                (use, bytes, seen) ->
                    uses.add(use + " " + KeyNames.of(alias, version.number()) + " " + bytes),
            Duration.ofHours(1));
  }

  /** A version of these bytes, current from now on: the key's first, or one more. */
  int add(String alias, byte[] value) throws InvalidKeyException {
    int number = addUnseen(alias, value);
    directory.reread(alias);
    return number;
  }

  /** The same by another process, of which this one hears nothing. */
  int addUnseen(String alias, byte[] value) throws InvalidKeyException {
    ManagedKeyRecord old =
        records
            .find(alias)
            .orElseGet(
                () ->
                    new RecordBuilder(
                            alias, new ManagedKeyKind("AES", 8 * value.length, ""), Instant.EPOCH)
                        .state(KeyState.ENABLED)
                        .usages(USAGES)
                        .build());
    int number = old.nextNumber();
    KeyId id = KeyId.random();
    token
        .objects()
        .importKey(
            new SecretKeySpec(value, "AES"),
            Ckk.AES,
            new NewKey(true, KeyNames.of(alias, number), id, USAGES, true, false));
    records.put(
        old.toBuilder()
            .version(
                new VersionRecord(
                    number,
                    id,
                    VersionRecord.Standing.ENABLED,
                    KeyOrigin.IMPORTED,
                    Instant.EPOCH,
                    Usage.NONE))
            .current(number)
            .build());
    return number;
  }

  /** Changes the record of a key. */
  void change(String alias, UnaryOperator<RecordBuilder> change) {
    records.put(change.apply(records.find(alias).orElseThrow().toBuilder()).build());
    directory.reread(alias);
  }

  void decide(String alias, int version, VersionRecord.Standing standing) {
    VersionRecord old = records.find(alias).orElseThrow().version(version).orElseThrow();
    change(alias, record -> record.version(old.with(standing)));
  }

  /** The rotation-aware key. */
  SecretKey key(String alias) throws GeneralSecurityException {
    return (SecretKey) directory.key(alias).orElseThrow();
  }

  /** The key of one version. */
  SecretKey version(String alias, int version) throws GeneralSecurityException {
    return (SecretKey) directory.version(alias, version).orElseThrow();
  }
}
