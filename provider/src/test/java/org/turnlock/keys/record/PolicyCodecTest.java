// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;

/** Policies as bytes: one form each, and nothing but policies comes out. */
class PolicyCodecTest {
  private static final Seed SEED = Seed.announce("PolicyCodecTest");

  /** The vector of docs/formats.md. */
  @Test
  void theEncodingIsTheDocumentedOne() {
    KeyPolicy policy =
        KeyPolicy.of(
            PolicyRule.allow("app:shop", PolicyOperation.ENCRYPT, PolicyOperation.DECRYPT)
                .withContext(Map.of("tenant", "acme"))
                .until(Instant.parse("2027-01-01T00:00:00Z")),
            PolicyRule.allow("os:root", PolicyOperation.CHANGE_POLICY));
    assertThat(HexFormat.of().formatHex(PolicyCodec.encode(policy)))
        .isEqualTo(
            "3050020101304b3037"
                + "0c086170703a73686f70"
                + "3006020100020101"
                + "3010300e0c0674656e616e740c0461636d65"
                + "a111180f32303237303130313030303030305a"
                + "3010"
                + "0c076f733a726f6f74"
                + "300302012a"
                + "3000");
  }

  @Test
  void noPolicyIsNoBytes() {
    assertThat(PolicyCodec.encode(KeyPolicy.unrestricted())).isEmpty();
    assertThat(PolicyCodec.of(record(new byte[0]))).isSameAs(KeyPolicy.unrestricted());
  }

  @Test
  void aPolicyComesBackAsItWas() throws Exception {
    for (int i = 0; i < 300; i++) {
      KeyPolicy policy = random(SEED.forCase("round trip", i));
      byte[] encoded = PolicyCodec.encode(policy);
      assertThat(PolicyCodec.decode(encoded)).as("%s case %d", SEED, i).isEqualTo(policy);
    }
  }

  @Test
  void whateverIsDoneToTheBytesOnlyPoliciesComeOut() {
    for (int i = 0; i < 4; i++) {
      Random random = SEED.forCase("mutation", i);
      byte[] encoded = PolicyCodec.encode(random(random));
      for (int at = 0; at < encoded.length; at++) {
        byte[] changed = encoded.clone();
        changed[at] ^= (byte) (1 + random.nextInt(255));
        requirePolicyOrRefusal(changed, i + " at " + at);
        requirePolicyOrRefusal(Arrays.copyOf(encoded, at), i + " cut at " + at);
      }
      byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
      assertThatThrownBy(() -> PolicyCodec.decode(longer)).isInstanceOf(Malformed.class);
    }
  }

  private static void requirePolicyOrRefusal(byte[] bytes, String what) {
    try {
      KeyPolicy policy = PolicyCodec.decode(bytes);
      assertThat(PolicyCodec.encode(policy)).as("%s case %s", SEED, what).isEqualTo(bytes);
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void whatCannotBeReadAllowsNothing() {
    byte[] later = HexFormat.of().parseHex("30050201023000");
    assertThatThrownBy(() -> PolicyCodec.of(record(later)))
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.DAMAGED);
              assertThat(e.getMessage()).contains("'payments'", "later version");
            });
    byte[] unknown = HexFormat.of().parseHex("3011020101300c300a0c0161300302013f3000");
    assertThatThrownBy(() -> PolicyCodec.of(record(unknown)))
        .hasMessageContaining("operation 63, which is not known here");
  }

  @Test
  void aPolicyThatIsTooLongForARecordIsRefused() {
    List<PolicyRule> rules = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rules.add(PolicyRule.allow(i + "x".repeat(1000), PolicyOperation.SIGN));
    }
    assertThatThrownBy(() -> PolicyCodec.encode(KeyPolicy.of(rules)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536 bytes");
  }

  private static ManagedKeyRecord record(byte[] policy) {
    return new RecordBuilder("payments", new ManagedKeyKind("AES", 256, ""), Instant.EPOCH)
        .policy(policy)
        .build();
  }

  private static KeyPolicy random(Random random) {
    List<PolicyRule> rules = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      Set<PolicyOperation> operations = EnumSet.noneOf(PolicyOperation.class);
      boolean context = random.nextBoolean();
      for (PolicyOperation operation : PolicyOperation.values()) {
        if (random.nextInt(4) == 0 && (!context || operation.hasContext())) {
          operations.add(operation);
        }
      }
      if (operations.isEmpty()) {
        operations.add(PolicyOperation.ENCRYPT);
      }
      PolicyRule rule = PolicyRule.allow("os:" + (char) ('a' + random.nextInt(3)), operations);
      if (context) {
        rule = rule.withContext(Map.of("n\u00e4me", "" + random.nextInt(3), "b", "\ud83d\ude00"));
      }
      if (random.nextInt(3) == 0) {
        rule = rule.from(Instant.ofEpochSecond(random.nextInt()));
      }
      rules.add(random.nextInt(3) == 0 ? rule.until(Instant.parse("2199-01-01T00:00:00Z")) : rule);
    }
    return KeyPolicy.of(rules);
  }
}
