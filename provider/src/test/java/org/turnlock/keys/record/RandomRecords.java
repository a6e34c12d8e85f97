// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;

/** Records that break no rule, at random. */
final class RandomRecords {
  private static final String LETTERS = "aZ09 /%#\u00e9\u0416\u4e16\ud83d\udd11";

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  StoredRecord stored() {
    String alias = "k" + text(12);
    long revision = random.nextInt(1 << 20) + 1L;
    List<UsageLedger.Folded> folded = new ArrayList<>();
    while (random.nextInt(3) == 0) {
      folded.add(new UsageLedger.Folded(WriterId.random(), used()));
    }
    List<StoredRecord.Extension> extensions = new ArrayList<>();
    while (random.nextInt(3) == 0) {
      extensions.add(new StoredRecord.Extension(random.nextInt(200), bytes(20)));
    }
    return new StoredRecord(
        alias,
        revision,
        WriterId.random(),
        random.nextInt(8) - 1L,
        random.nextInt(10) == 0 ? Optional.empty() : Optional.of(key(alias, revision)),
        folded,
        extensions);
  }

  private ManagedKeyRecord key(String alias, long revision) {
    RecordBuilder builder = new RecordBuilder(alias, kind(), time()).revision(revision);
    KeyState state = pick(KeyState.values());
    List<VersionRecord> versions = new ArrayList<>();
    int number = 0;
    while (random.nextInt(5) > 0) {
      number += 1 + random.nextInt(3);
      versions.add(version(number));
    }
    int[] enabled =
        versions.stream()
            .filter(it -> it.standing() == Standing.ENABLED)
            .mapToInt(VersionRecord::number)
            .toArray();
    int current = state == KeyState.PENDING_IMPORT || enabled.length == 0 ? 0 : pick(enabled);
    if (current == 0 && state == KeyState.ENABLED) {
      state = KeyState.PENDING_IMPORT;
    }
    versions.forEach(builder::version);
    boolean period = random.nextBoolean();
    Set<KeyUsage> usages = new HashSet<>();
    Arrays.stream(KeyUsage.values()).filter(it -> random.nextBoolean()).forEach(usages::add);
    Map<String, String> tags = new HashMap<>();
    while (random.nextInt(3) > 0) {
      tags.put(text(8), text(20));
    }
    return builder
        .state(state)
        .current(current)
        .floor(current == 0 ? 1 : 1 + random.nextInt(current))
        .usages(usages)
        .rotation(
            period ? Duration.ofMillis(1 + random.nextInt(Integer.MAX_VALUE)) : null,
            period && random.nextBoolean() ? time() : null)
        .deletionDate(state == KeyState.PENDING_DELETION ? time() : null)
        .limits(new UseLimits(limit(), limit()))
        .description(text(60))
        .tags(tags)
        .certified(random.nextBoolean() ? "" : "CN=" + text(5))
        .policy(bytes(10))
        .build();
  }

  private ManagedKeyKind kind() {
    return pick(
        new ManagedKeyKind("AES", 256, ""),
        new ManagedKeyKind("HmacSHA256", 256, ""),
        new ManagedKeyKind("RSA", 3072, ""),
        new ManagedKeyKind("EC", 0, "secp256r1"),
        new ManagedKeyKind("Ed25519", 0, ""));
  }

  private VersionRecord version(int number) {
    Standing standing = pick(Standing.values());
    boolean gone = standing == Standing.DESTROYED && random.nextBoolean();
    return new VersionRecord(
        number,
        gone ? KeyId.none() : KeyId.random(),
        standing,
        pick(KeyOrigin.values()),
        time(),
        usage());
  }

  private SortedMap<Integer, Usage> used() {
    SortedMap<Integer, Usage> used = new TreeMap<>();
    while (random.nextBoolean()) {
      used.put(random.nextInt(100), usage());
    }
    return used;
  }

  private Usage usage() {
    Instant last = random.nextBoolean() ? Instant.EPOCH : time();
    return new Usage(random.nextLong() >>> 1 + random.nextInt(62), random.nextInt(99), last);
  }

  private Instant time() {
    return Instant.ofEpochMilli((random.nextLong() >>> 1) % 200_000_000_000_000L);
  }

  private long limit() {
    return random.nextBoolean() ? UseLimits.UNLIMITED : 1L + (random.nextLong() >>> 2);
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text(int most) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
