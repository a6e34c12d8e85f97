// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;

/** The type KeyPolicy of docs/formats.md; no bytes are no policy. */
public final class PolicyCodec {
  /** A token reads every record often: there must be room for the versions. */
  static final int MOST_BYTES = 1 << 16;

  private static final int FORMAT = 1;
  private static final int NOT_BEFORE = 0;
  private static final int NOT_AFTER = 1;

  private PolicyCodec() {}

  /**
   * @throws IllegalArgumentException if the policy is too long for a record
   */
  public static byte[] encode(KeyPolicy policy) {
    if (policy.isUnrestricted()) {
      return new byte[0];
    }
    byte[] encoded = bytes(policy);
    if (encoded.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a policy has at most " + MOST_BYTES + " bytes in a record, not " + encoded.length);
    }
    return encoded;
  }

  private static byte[] bytes(KeyPolicy policy) {
    return Der.encode(
        Der.sequence(
            new ASN1Integer(FORMAT),
            Der.sequence(policy.rules().stream().map(PolicyCodec::rule).toList())));
  }

  private static DERSequence rule(PolicyRule rule) {
    List<ASN1Encodable> fields = new ArrayList<>();
    fields.add(new DERUTF8String(rule.principal()));
    fields.add(
        Der.sequence(
            rule.operations().stream()
                .map(PolicyOperation::code)
                .sorted()
                .map(ASN1Integer::new)
                .toList()));
    fields.add(
        Der.sequence(
            rule.context().entrySet().stream()
                .map(
                    pair ->
                        Der.sequence(
                            new DERUTF8String(pair.getKey()), new DERUTF8String(pair.getValue())))
                .toList()));
    rule.notBefore().ifPresent(time -> fields.add(KeyCodec.tagged(NOT_BEFORE, Der.time(time))));
    rule.notAfter().ifPresent(time -> fields.add(KeyCodec.tagged(NOT_AFTER, Der.time(time))));
    return Der.sequence(fields);
  }

  /** The policy of a record; one that cannot be read allows nothing to anybody. */
  public static KeyPolicy of(ManagedKeyRecord record) {
    if (record.policy().length == 0) {
      return KeyPolicy.unrestricted();
    }
    try {
      return decode(record.policy());
    } catch (Malformed e) {
      throw new ManagedKeyException(
              Reason.DAMAGED,
              "the policy of key '" + record.alias() + "' cannot be used: " + e.getMessage(),
              e)
          .about(record.alias());
    }
  }

  static KeyPolicy decode(byte[] encoded) throws Malformed {
    return Der.decode(encoded, PolicyCodec::policy, PolicyCodec::bytes);
  }

  private static KeyPolicy policy(DerFields fields) throws Malformed {
    if (fields.number() != FORMAT) {
      throw new Malformed("it was written by a later version of Turnlock");
    }
    List<PolicyRule> rules = fields.sequences(PolicyCodec::rule);
    fields.end();
    return KeyPolicy.of(rules);
  }

  private static PolicyRule rule(DerFields fields) throws Malformed {
    String principal = fields.text();
    Set<PolicyOperation> operations = EnumSet.noneOf(PolicyOperation.class);
    for (int code : fields.list(DerFields::smallNumber)) {
      operations.add(
          PolicyOperation.of(code)
              .orElseThrow(
                  () ->
                      new Malformed("it allows operation " + code + ", which is not known here")));
    }
    SortedMap<String, String> context = new TreeMap<>();
    for (Map.Entry<String, String> pair :
        fields.sequences(pair -> Map.entry(pair.text(), pair.text()))) {
      context.put(pair.getKey(), pair.getValue());
    }
    Optional<Instant> notBefore = time(fields, NOT_BEFORE);
    Optional<Instant> notAfter = time(fields, NOT_AFTER);
    fields.end();
    return new PolicyRule(principal, operations, context, notBefore, notAfter);
  }

  private static Optional<Instant> time(DerFields fields, int tag) throws Malformed {
    DerFields time = fields.tagged(tag).orElse(null);
    return time == null ? Optional.empty() : Optional.of(time.time());
  }
}
