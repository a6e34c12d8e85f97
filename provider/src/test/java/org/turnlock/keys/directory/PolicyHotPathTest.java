// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.AllocatedBytes;
import org.turnlock.identity.Caller;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.record.MemoryRecordStore;
import org.turnlock.keys.record.PolicyCodec;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

/** What a policy costs at each use: no memory where neither a time nor a context is asked for. */
class PolicyHotPathTest {
  private static final int USES = 20_000;
  private static final int SMALL_OBJECT = 24;
  private static final byte[] NO_AAD = {};
  private static final Caller CALLER = Caller.of("app:payments");

  private final Token token = SoftwareToken.inMemory();
  private final MemoryRecordStore records = new MemoryRecordStore();
  private final ManagedKeyDirectory directory =
      new ManagedKeyDirectory(
          token, records, UseMeter.NONE, Duration.ofHours(1), () -> CALLER, Clock.systemUTC());

  private KeyGuard guard(String alias, KeyPolicy policy) throws Exception {
    Set<KeyUsage> usages = Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
    KeyId id = KeyId.random();
    token
        .objects()
        .generateSecretKey(
            Ckk.AES, 32, new NewKey(true, KeyNames.of(alias, 1), id, usages, true, false));
    try (RecordLease lease = records.lease(alias)) {
      lease.commit(
          new RecordBuilder(alias, new ManagedKeyKind("AES", 256, ""), Instant.EPOCH)
              .state(KeyState.ENABLED)
              .usages(usages)
              .version(
                  new VersionRecord(
                      1,
                      id,
                      VersionRecord.Standing.ENABLED,
                      KeyOrigin.GENERATED,
                      Instant.EPOCH,
                      Usage.NONE))
              .current(1)
              .policy(PolicyCodec.encode(policy))
              .build());
    }
    return directory.key(alias).orElseThrow().source().guard();
  }

  @Test
  void aUseThatThePolicyAllowsTakesNoMoreMemoryThanOneThatNeedsNone() throws Exception {
    KeyGuard free = guard("free", KeyPolicy.unrestricted());
    KeyGuard held =
        guard(
            "held",
            KeyPolicy.of(
                PolicyRule.allow("app:others", PolicyOperation.SIGN),
                PolicyRule.allow(CALLER.name(), PolicyOperation.ENCRYPT)));
    long without = Long.MAX_VALUE;
    long with = Long.MAX_VALUE;
    // What the compilers do meanwhile is none of it: the best round counts.
    for (int round = 0; round < 20; round++) {
      without = Math.min(without, bytesOf(free) / USES);
      with = Math.min(with, bytesOf(held) / USES);
    }
    assertThat(with).isLessThanOrEqualTo(without);
  }

  /** Such as the texts of refusals that do not come. */
  @Test
  void aUseLeavesNoMoreThanASmallObject() throws Exception {
    KeyGuard guard = guard("used", KeyPolicy.unrestricted());
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      least = Math.min(least, bytesOf(guard) / USES);
    }
    assertThat(least).isLessThanOrEqualTo(SMALL_OBJECT);
  }

  private static long bytesOf(KeyGuard guard) throws ReflectiveOperationException {
    long before = AllocatedBytes.byThisThread();
    for (int i = 0; i < USES; i++) {
      guard.beforeUse(KeyUsage.ENCRYPT, 100, NO_AAD);
    }
    return AllocatedBytes.byThisThread() - before;
  }
}
