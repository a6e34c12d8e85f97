// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;

/** The type ManagedKey of docs/formats.md. */
final class KeyCodec {
  private static final List<KeyState> STATES =
      List.of(
          KeyState.ENABLED, KeyState.DISABLED, KeyState.PENDING_IMPORT, KeyState.PENDING_DELETION);
  private static final List<Standing> STANDINGS =
      List.of(Standing.ENABLED, Standing.DISABLED, Standing.DESTROYED, Standing.PENDING);
  private static final List<KeyOrigin> ORIGINS =
      List.of(KeyOrigin.GENERATED, KeyOrigin.IMPORTED, KeyOrigin.ADOPTED);

  private static final int PERIOD = 0;
  private static final int NEXT_ROTATION = 1;
  private static final int DELETION = 2;
  private static final int MOST_USES = 3;
  private static final int MOST_BYTES = 4;
  private static final int POLICY = 5;

  private KeyCodec() {}

  static DERSequence encode(ManagedKeyRecord key) {
    List<ASN1Encodable> fields =
        new ArrayList<>(
            List.of(
                new DERUTF8String(key.kind().algorithm()),
                new ASN1Integer(key.kind().bits()),
                new DERUTF8String(key.kind().curve()),
                new ASN1Enumerated(STATES.indexOf(key.state())),
                Der.time(key.created()),
                usages(key.usages()),
                new ASN1Integer(key.current()),
                new ASN1Integer(key.floor()),
                Der.sequence(key.versions().stream().map(KeyCodec::encode).toList()),
                new DERUTF8String(key.description()),
                new DERUTF8String(key.certified()),
                tags(key.tags())));
    if (key.rotationPeriod() != null) {
      fields.add(tagged(PERIOD, new ASN1Integer(key.rotationPeriod().toMillis())));
    }
    if (key.nextRotation() != null) {
      fields.add(tagged(NEXT_ROTATION, Der.time(key.nextRotation())));
    }
    if (key.deletionDate() != null) {
      fields.add(tagged(DELETION, Der.time(key.deletionDate())));
    }
    if (key.limits().uses() != UseLimits.UNLIMITED) {
      fields.add(tagged(MOST_USES, new ASN1Integer(key.limits().uses())));
    }
    if (key.limits().bytes() != UseLimits.UNLIMITED) {
      fields.add(tagged(MOST_BYTES, new ASN1Integer(key.limits().bytes())));
    }
    if (key.policy().length > 0) {
      fields.add(tagged(POLICY, new DEROctetString(key.policy())));
    }
    return Der.sequence(fields);
  }

  static DERTaggedObject tagged(int number, ASN1Encodable value) {
    return new DERTaggedObject(true, number, value);
  }

  private static DERSequence usages(Set<KeyUsage> usages) {
    return Der.sequence(
        usages.stream().map(KeyUsage::attribute).sorted().map(ASN1Integer::new).toList());
  }

  private static DERSequence tags(Map<String, String> tags) {
    return Der.sequence(
        tags.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                tag ->
                    Der.sequence(
                        new DERUTF8String(tag.getKey()), new DERUTF8String(tag.getValue())))
            .toList());
  }

  private static DERSequence encode(VersionRecord version) {
    List<ASN1Encodable> fields =
        new ArrayList<>(
            List.of(
                new ASN1Integer(version.number()),
                new DEROctetString(version.id().bytes()),
                new ASN1Enumerated(STANDINGS.indexOf(version.standing())),
                new ASN1Enumerated(ORIGINS.indexOf(version.origin())),
                Der.time(version.created())));
    fields.addAll(usage(version.used()));
    return Der.sequence(fields);
  }

  /** The three fields of a usage, of which the last is missing where it is not known. */
  static List<ASN1Encodable> usage(Usage used) {
    List<ASN1Encodable> fields =
        new ArrayList<>(List.of(new ASN1Integer(used.uses()), new ASN1Integer(used.bytes())));
    if (!used.last().equals(Instant.EPOCH)) {
      fields.add(Der.time(used.last()));
    }
    return fields;
  }

  static Usage usage(DerFields fields) throws Malformed {
    return new Usage(fields.number(), fields.number(), fields.lastTime().orElse(Instant.EPOCH));
  }

  static ManagedKeyRecord decode(String alias, long revision, DerFields fields) throws Malformed {
    ManagedKeyKind kind = new ManagedKeyKind(fields.text(), fields.smallNumber(), fields.text());
    KeyState state = fields.choice(STATES);
    RecordBuilder builder = new RecordBuilder(alias, kind, fields.time());
    builder.revision(revision).state(state);
    Set<KeyUsage> usages = new HashSet<>();
    for (long attribute : fields.list(DerFields::number)) {
      usages.add(usage(attribute));
    }
    builder.usages(usages).current(fields.smallNumber()).floor(fields.smallNumber());
    List<VersionRecord> versions = fields.sequences(KeyCodec::version);
    int last = 0;
    for (VersionRecord version : versions) {
      if (version.number() <= last) {
        throw new Malformed("it has version " + version.number() + " twice, or out of order");
      }
      last = version.number();
      builder.version(version);
    }
    builder.description(fields.text()).certified(fields.text());
    Map<String, String> tags = new LinkedHashMap<>();
    fields.sequences(tag -> tags.put(tag.text(), tag.text()));
    builder.tags(tags);
    DerFields period = fields.tagged(PERIOD).orElse(null);
    DerFields next = fields.tagged(NEXT_ROTATION).orElse(null);
    builder.rotation(
        period == null ? null : Duration.ofMillis(period.number()),
        next == null ? null : next.time());
    DerFields deletion = fields.tagged(DELETION).orElse(null);
    builder.deletionDate(deletion == null ? null : deletion.time());
    builder.limits(new UseLimits(limit(fields, MOST_USES), limit(fields, MOST_BYTES)));
    DerFields policy = fields.tagged(POLICY).orElse(null);
    builder.policy(policy == null ? new byte[0] : policy.octets());
    fields.end();
    return builder.build();
  }

  private static long limit(DerFields fields, int tag) throws Malformed {
    DerFields limit = fields.tagged(tag).orElse(null);
    return limit == null ? UseLimits.UNLIMITED : limit.number();
  }

  private static KeyUsage usage(long attribute) throws Malformed {
    return Arrays.stream(KeyUsage.values())
        .filter(usage -> usage.attribute() == attribute)
        .findFirst()
        .orElseThrow(() -> new Malformed("it allows a use that is not known here"));
  }

  private static VersionRecord version(DerFields fields) throws Malformed {
    return new VersionRecord(
        fields.smallNumber(),
        KeyId.of(fields.octets()),
        fields.choice(STANDINGS),
        fields.choice(ORIGINS),
        fields.time(),
        usage(fields));
  }
}
