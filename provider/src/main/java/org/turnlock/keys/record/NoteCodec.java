// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.token.KeyId;

/** The types Lease and UsageLedger of docs/formats.md. */
final class NoteCodec {
  private NoteCodec() {}

  static byte[] encode(LeaseNote note) {
    List<ASN1Encodable> fields =
        new ArrayList<>(
            List.of(
                new ASN1Integer(RecordCodec.FORMAT),
                new DERUTF8String(note.alias()),
                new DEROctetString(note.owner().bytes()),
                new ASN1Integer(note.part()),
                process(note.process()),
                new ASN1Integer(note.revision()),
                new DEROctetString(note.keyId().bytes())));
    if (note.abandoned()) {
      fields.add(ASN1Boolean.TRUE);
    }
    fields.add(
        Der.sequence(note.takesOver().stream().map(id -> new DEROctetString(id.bytes())).toList()));
    return Der.encode(Der.sequence(fields));
  }

  static LeaseNote lease(byte[] encoded) throws Malformed {
    return Der.decode(encoded, NoteCodec::lease, NoteCodec::encode);
  }

  private static LeaseNote lease(DerFields fields) throws Malformed {
    requireFormat(fields);
    LeaseNote note =
        new LeaseNote(
            fields.text(),
            WriterId.of(fields.octets(WriterId.BYTES)),
            fields.smallNumber(),
            process(fields.sequence()),
            fields.number(),
            KeyId.of(fields.octets()),
            fields.flag(),
            fields.list(id -> WriterId.of(id.octets(WriterId.BYTES))));
    fields.end();
    return note;
  }

  static byte[] encode(UsageLedger ledger) {
    List<ASN1Encodable> fields =
        new ArrayList<>(
            List.of(
                new ASN1Integer(RecordCodec.FORMAT),
                new DERUTF8String(ledger.alias()),
                new DEROctetString(ledger.id().bytes()),
                new ASN1Integer(ledger.sequence()),
                process(ledger.process()),
                Der.time(ledger.written())));
    if (ledger.closed()) {
      fields.add(ASN1Boolean.TRUE);
    }
    fields.add(RecordCodec.usages(ledger.used()));
    return Der.encode(Der.sequence(fields));
  }

  static UsageLedger ledger(byte[] encoded) throws Malformed {
    return Der.decode(encoded, NoteCodec::ledger, NoteCodec::encode);
  }

  private static UsageLedger ledger(DerFields fields) throws Malformed {
    requireFormat(fields);
    UsageLedger ledger =
        new UsageLedger(
            fields.text(),
            WriterId.of(fields.octets(WriterId.BYTES)),
            fields.number(),
            process(fields.sequence()),
            fields.time(),
            fields.flag(),
            RecordCodec.readUsages(fields));
    fields.end();
    return ledger;
  }

  private static void requireFormat(DerFields fields) throws Malformed {
    if (fields.number() != RecordCodec.FORMAT) {
      throw new Malformed("it was written by a later version of Turnlock");
    }
  }

  private static DERSequence process(ProcessIdentity process) {
    return Der.sequence(
        new DERUTF8String(process.host()),
        new ASN1Integer(process.user()),
        new ASN1Integer(process.pid()),
        new ASN1Integer(process.started()));
  }

  private static ProcessIdentity process(DerFields fields) throws Malformed {
    ProcessIdentity process =
        new ProcessIdentity(fields.text(), fields.number(), fields.number(), fields.number());
    fields.end();
    return process;
  }
}
