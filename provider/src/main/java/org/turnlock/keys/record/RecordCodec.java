// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.keys.record.StoredRecord.Extension;

/** The type KeyRecord of docs/formats.md. */
final class RecordCodec {
  static final int FORMAT = 1;

  private static final int KEY = 0;
  private static final int FOLDED = 1;
  private static final int EXTENSIONS = 2;

  private RecordCodec() {}

  /**
   * @throws IllegalArgumentException if the record contradicts itself, or is too long
   */
  static byte[] encode(StoredRecord record) {
    record.key().flatMap(RecordRules::violation).ifPresent(RecordCodec::refuse);
    return Der.encode(sequence(record));
  }

  private static void refuse(String violation) {
    throw new IllegalArgumentException(violation);
  }

  private static DERSequence sequence(StoredRecord record) {
    List<ASN1Encodable> fields =
        new ArrayList<>(
            List.of(
                new ASN1Integer(FORMAT),
                new DERUTF8String(record.alias()),
                new ASN1Integer(record.revision()),
                new DEROctetString(record.writer().bytes())));
    if (record.isFenced()) {
      fields.add(new ASN1Integer(record.settled()));
    }
    record.key().ifPresent(key -> fields.add(KeyCodec.tagged(KEY, KeyCodec.encode(key))));
    if (!record.folded().isEmpty()) {
      fields.add(
          KeyCodec.tagged(
              FOLDED, Der.sequence(record.folded().stream().map(RecordCodec::folded).toList())));
    }
    if (!record.extensions().isEmpty()) {
      fields.add(
          KeyCodec.tagged(
              EXTENSIONS,
              Der.sequence(record.extensions().stream().map(RecordCodec::extension).toList())));
    }
    return Der.sequence(fields);
  }

  private static DERSequence folded(UsageLedger.Folded folded) {
    return Der.sequence(new DEROctetString(folded.id().bytes()), usages(folded.used()));
  }

  static DERSequence usages(SortedMap<Integer, Usage> used) {
    List<ASN1Encodable> usages = new ArrayList<>();
    used.forEach(
        (version, usage) -> {
          List<ASN1Encodable> fields = new ArrayList<>(List.of(new ASN1Integer(version)));
          fields.addAll(KeyCodec.usage(usage));
          usages.add(Der.sequence(fields));
        });
    return Der.sequence(usages);
  }

  private static DERSequence extension(Extension extension) {
    return Der.sequence(new ASN1Integer(extension.id()), new DEROctetString(extension.value()));
  }

  /**
   * @throws ManagedKeyException with reason DAMAGED, saying what is wrong
   */
  static StoredRecord decode(String alias, byte[] encoded) {
    try {
      StoredRecord record = Der.decode(encoded, RecordCodec::read, it -> Der.encode(sequence(it)));
      if (!record.alias().equals(alias)) {
        throw new Malformed("it is that of key '" + record.alias() + "'");
      }
      String violation = record.key().flatMap(RecordRules::violation).orElse(null);
      if (violation != null) {
        throw new Malformed(violation);
      }
      return record;
    } catch (Malformed e) {
      throw damaged(alias, e.getMessage(), e);
    }
  }

  static ManagedKeyException damaged(String alias, String what, Malformed cause) {
    return new ManagedKeyException(
            Reason.DAMAGED, "the record of key '" + alias + "' cannot be used: " + what, cause)
        .about(alias);
  }

  private static StoredRecord read(DerFields fields) throws Malformed {
    if (fields.number() != FORMAT) {
      throw new Malformed("it was written by a later version of Turnlock");
    }
    String alias = fields.text();
    long revision = fields.number();
    WriterId writer = WriterId.of(fields.octets(WriterId.BYTES));
    long settled = fields.numberIfThere().orElse(StoredRecord.NOBODY_LATE);
    Optional<ManagedKeyRecord> key = Optional.empty();
    Optional<DerFields> encodedKey = fields.tagged(KEY);
    if (encodedKey.isPresent()) {
      key = Optional.of(KeyCodec.decode(alias, revision, encodedKey.get().sequence()));
    }
    List<UsageLedger.Folded> folded = List.of();
    Optional<DerFields> encodedFolded = fields.tagged(FOLDED);
    if (encodedFolded.isPresent()) {
      folded = encodedFolded.get().sequences(RecordCodec::readFolded);
    }
    List<Extension> extensions = List.of();
    Optional<DerFields> encodedExtensions = fields.tagged(EXTENSIONS);
    if (encodedExtensions.isPresent()) {
      extensions = encodedExtensions.get().sequences(RecordCodec::readExtension);
    }
    fields.end();
    return new StoredRecord(alias, revision, writer, settled, key, folded, extensions);
  }

  private static UsageLedger.Folded readFolded(DerFields fields) throws Malformed {
    return new UsageLedger.Folded(WriterId.of(fields.octets(WriterId.BYTES)), readUsages(fields));
  }

  static SortedMap<Integer, Usage> readUsages(DerFields fields) throws Malformed {
    SortedMap<Integer, Usage> used = new TreeMap<>();
    fields.sequences(usage -> used.put(usage.smallNumber(), KeyCodec.usage(usage)));
    return used;
  }

  private static Extension readExtension(DerFields fields) throws Malformed {
    int id = fields.smallNumber();
    if (fields.flag()) {
      throw new Malformed(
          "it needs a later version of Turnlock, which knows extension " + id + " of it");
    }
    return new Extension(id, fields.octets());
  }
}
