// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;

/** Records as bytes: one form each, and nothing but records comes out. */
class RecordCodecTest {
  private static final int RECORDS = 200;
  private static final int MUTATED = 2;

  private static final Seed SEED = Seed.announce("RecordCodecTest");

  @Test
  void aRecordComesBackAsItWas() {
    for (int i = 0; i < RECORDS; i++) {
      StoredRecord record = new RandomRecords(SEED.forCase("round trip", i)).stored();
      byte[] encoded = RecordCodec.encode(record);
      StoredRecord read = RecordCodec.decode(record.alias(), encoded);
      assertThat(read).as("%s case %d", SEED, i).usingRecursiveComparison().isEqualTo(record);
      assertThat(RecordCodec.encode(read)).isEqualTo(encoded);
    }
  }

  @Test
  void whateverIsDoneToTheBytesOnlyRecordsComeOut() {
    for (int i = 0; i < MUTATED; i++) {
      Random random = SEED.forCase("mutation", i);
      StoredRecord record = new RandomRecords(random).stored();
      byte[] encoded = RecordCodec.encode(record);
      for (int at = 0; at < encoded.length; at++) {
        for (int change : new int[] {0x80, 1 + random.nextInt(255)}) {
          byte[] changed = encoded.clone();
          changed[at] ^= (byte) change;
          requireRecordOrRefusal(record.alias(), changed, i + " at " + at);
        }
        requireRecordOrRefusal(record.alias(), Arrays.copyOf(encoded, at), i + " cut at " + at);
      }
      byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
      assertThatThrownBy(() -> RecordCodec.decode(record.alias(), longer))
          .isInstanceOf(ManagedKeyException.class);
    }
  }

  /** A record that breaks no rule and has these bytes as its form; or a refusal, and no other. */
  private void requireRecordOrRefusal(String alias, byte[] bytes, String what) {
    try {
      StoredRecord read = RecordCodec.decode(alias, bytes);
      assertThat(read.key().flatMap(RecordRules::violation)).isEmpty();
      assertThat(RecordCodec.encode(read)).isEqualTo(bytes);
    } catch (ManagedKeyException e) {
      assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.DAMAGED);
      assertThat(e).hasMessageContaining("'" + alias + "'");
    } catch (RuntimeException e) {
      fail(SEED + " case " + what, e);
    }
  }

  @Test
  void aContradictionIsRefusedInWords() {
    ManagedKeyRecord good = Records.first("a", KeyId.random());
    KeyId id = good.versions().get(0).id();
    assertViolation(good.toBuilder().current(2).build(), "current version 2");
    assertViolation(good.toBuilder().current(0).build(), "no current version");
    assertViolation(good.toBuilder().floor(2).build(), "floor 2");
    assertViolation(good.toBuilder().version(Records.version(2, id)).build(), "CKA_ID of its own");
    assertViolation(good.toBuilder().version(Records.version(0, id)).build(), "number 0");
    assertViolation(
        good.toBuilder().version(good.versions().get(0).with(Standing.DISABLED)).build(),
        "not among the enabled");
    assertViolation(good.toBuilder().deletionDate(Records.NOW).build(), "deletion date");
    assertViolation(good.toBuilder().rotation(null, Records.NOW).build(), "no period");
    assertViolation(good.toBuilder().description("\ud800").build(), "text that is none");
    assertThatThrownBy(() -> Der.time(Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the years 1 to 9999");
  }

  private static void assertViolation(ManagedKeyRecord bad, String words) {
    StoredRecord stored =
        new StoredRecord(
            "a",
            1,
            WriterId.random(),
            StoredRecord.NOBODY_LATE,
            Optional.of(bad),
            List.of(),
            List.of());
    assertThatThrownBy(() -> RecordCodec.encode(stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void whatALaterVersionAddsIsKeptOrRefusedAsItSays() throws IOException {
    byte[] encoded = RecordCodec.encode(plain());
    byte[] kept = extended(encoded, new DERSequence(vector(new ASN1Integer(99), octets())));
    StoredRecord read = RecordCodec.decode("payments", kept);
    assertThat(read.extensions())
        .singleElement()
        .satisfies(it -> assertThat(it.id()).isEqualTo(99));
    assertThat(RecordCodec.encode(read)).isEqualTo(kept);

    byte[] critical =
        extended(encoded, new DERSequence(vector(new ASN1Integer(98), ASN1Boolean.TRUE, octets())));
    assertThatThrownBy(() -> RecordCodec.decode("payments", critical))
        .hasMessageContaining("later version of Turnlock")
        .hasMessageContaining("98");
  }

  private static DEROctetString octets() {
    return new DEROctetString(new byte[] {1, 2, 3});
  }

  private static ASN1EncodableVector vector(org.bouncycastle.asn1.ASN1Encodable... fields) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    vector.addAll(fields);
    return vector;
  }

  private static byte[] extended(byte[] encoded, DERSequence extension) throws IOException {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    ASN1Sequence.getInstance(encoded).forEach(fields::add);
    fields.add(new DERTaggedObject(true, 2, new DERSequence(extension)));
    return new DERSequence(fields).getEncoded("DER");
  }

  @Test
  void leasesAndLedgersComeBackAsTheyWere() throws Exception {
    LeaseNote lease =
        new LeaseNote(
            "a\u00e9",
            WriterId.random(),
            3,
            ProcessIdentity.own(),
            77,
            KeyId.random(),
            true,
            List.of(WriterId.random()));
    assertThat(NoteCodec.lease(NoteCodec.encode(lease))).isEqualTo(lease);
    SortedMap<Integer, Usage> used =
        new TreeMap<>(
            java.util.Map.of(1, new Usage(1, 2, Records.NOW), 4, new Usage(9, 9, Instant.EPOCH)));
    UsageLedger ledger =
        new UsageLedger("a", WriterId.random(), 8, ProcessIdentity.own(), Records.NOW, true, used);
    assertThat(NoteCodec.ledger(NoteCodec.encode(ledger))).isEqualTo(ledger);
    byte[] cut = Arrays.copyOf(NoteCodec.encode(ledger), 20);
    assertThatThrownBy(() -> NoteCodec.ledger(cut)).isInstanceOf(Der.Malformed.class);
  }

  @Test
  void theDocumentedExampleIsThisRecord() throws IOException {
    String formats = Files.readString(Path.of("../docs/formats.md"));
    String example = formats.substring(formats.indexOf("### A record, byte by byte"));
    String hex = example.split("```", -1)[1].replaceAll("\\s", "");
    assertThat(HexFormat.of().formatHex(RecordCodec.encode(plain()))).isEqualTo(hex);
    assertThat(RecordCodec.decode("payments", HexFormat.of().parseHex(hex)))
        .usingRecursiveComparison()
        .isEqualTo(plain());
  }

  @Test
  void theDocumentedPartIsTheFirstOfThatRecord() throws Exception {
    String formats = Files.readString(Path.of("../docs/formats.md"));
    String example = formats.substring(formats.indexOf("divided in parts of 100 bytes"));
    String hex = example.split("```", -1)[1].replaceAll("\\s", "");
    byte[] value = RecordCodec.encode(plain());
    List<byte[]> parts = Parts.divide(value, plain().writer(), plain().revision(), 100);
    assertThat(parts).hasSize(2);
    assertThat(HexFormat.of().formatHex(parts.get(1))).isEqualTo(hex);
    assertThat(Part.decode(parts.get(1)).bytes()).isEqualTo(Arrays.copyOf(value, 100));
  }

  @Test
  void onlyPartsComeOutOfTheBytesOfParts() throws Exception {
    Random random = SEED.forCase("part", 0);
    byte[] good = Parts.divide(new byte[250], WriterId.random(), 7, 100).get(0);
    assertThat(Part.decode(good).index()).isEqualTo(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      byte[] changed = Arrays.copyOf(bad, bad.length - random.nextInt(3));
      try {
        assertThat(Part.decode(changed).encode()).isEqualTo(changed);
      } catch (Der.Malformed e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  /** The record of docs/formats.md. */
  static StoredRecord plain() {
    ManagedKeyRecord key =
        Records.first(
            "payments", KeyId.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")));
    return new StoredRecord(
        "payments",
        1,
        WriterId.of(HexFormat.of().parseHex("101112131415161718191a1b1c1d1e1f")),
        StoredRecord.NOBODY_LATE,
        Optional.of(key.toBuilder().revision(1).build()),
        List.of(),
        List.of());
  }
}
