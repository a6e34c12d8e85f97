// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;

/** The data objects of managed keys: records, leases and ledgers, by alias. */
final class RecordShelf {
  static final String RECORDS = "turnlock key";
  static final String LEASES = "turnlock lease";
  static final String LEDGERS = "turnlock usage";

  private static final Comparator<Kept> AGE =
      Comparator.comparingLong((Kept kept) -> kept.record().revision())
          .thenComparing(kept -> kept.record().writer().hex());

  private final DataObjects data;

  RecordShelf(DataObjects data) {
    this.data = data;
  }

  /** A record and its object. */
  record Kept(TokenData object, StoredRecord record) {}

  /** A lease's object; {@code note} is null where it cannot be read. */
  record SeenLease(TokenData object, WriterId owner, LeaseNote note) {}

  /** A ledger and its object. */
  record KeptLedger(TokenData object, UsageLedger ledger) {}

  /**
   * All records of one alias, the newest first. One without a value was being made when its writer
   * was killed: nobody has seen more of it.
   *
   * @throws ManagedKeyException with reason DAMAGED if one cannot be read: it may be the newest
   */
  List<Kept> records(String alias) {
    return decoded(alias, data.data(RECORDS, alias));
  }

  private static List<Kept> decoded(String alias, List<TokenData> objects) {
    return objects.stream()
        .filter(object -> object.value().length > 0)
        .map(object -> new Kept(object, RecordCodec.decode(alias, object.value())))
        .sorted(AGE.reversed())
        .toList();
  }

  /**
   * The newest record of every alias.
   *
   * @param unreadable takes those that cannot be read
   */
  List<StoredRecord> newest(Consumer<UnreadableRecord> unreadable) {
    List<TokenData> objects = data.data(RECORDS);
    List<StoredRecord> newest = new ArrayList<>();
    for (String alias : objects.stream().map(TokenData::label).distinct().toList()) {
      List<TokenData> ofAlias =
          objects.stream().filter(object -> object.label().equals(alias)).toList();
      try {
        decoded(alias, ofAlias).stream().findFirst().map(Kept::record).ifPresent(newest::add);
      } catch (ManagedKeyException e) {
        unreadable.accept(
            new UnreadableRecord(
                alias, e.getMessage(), ofAlias.stream().map(TokenData::value).toList()));
      }
    }
    return newest;
  }

  TokenData add(StoredRecord record) {
    return data.addData(RECORDS, record.alias(), RecordCodec.encode(record));
  }

  /** All lease objects of one alias. */
  List<SeenLease> leases(String alias) {
    return data.data(LEASES, alias).stream().map(RecordShelf::lease).toList();
  }

  private static SeenLease lease(TokenData object) {
    byte[] value = object.value();
    try {
      LeaseNote note = NoteCodec.lease(value);
      return new SeenLease(object, note.owner(), note);
    } catch (Malformed unreadable) {
      return new SeenLease(object, WriterId.of(nameOf(value)), null);
    }
  }

  private static byte[] nameOf(byte[] value) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
      return Arrays.copyOf(digest, WriterId.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  TokenData add(LeaseNote note) {
    return data.addData(LEASES, note.alias(), NoteCodec.encode(note));
  }

  /** All ledger objects of one alias that can be read. */
  List<KeptLedger> ledgers(String alias) {
    return read(data.data(LEDGERS, alias));
  }

  /** All ledger objects of all aliases that can be read. */
  List<KeptLedger> ledgers() {
    return read(data.data(LEDGERS));
  }

  private static List<KeptLedger> read(List<TokenData> objects) {
    List<KeptLedger> ledgers = new ArrayList<>();
    for (TokenData object : objects) {
      read(object).ifPresent(ledger -> ledgers.add(new KeptLedger(object, ledger)));
    }
    return ledgers;
  }

  private static Optional<UsageLedger> read(TokenData object) {
    try {
      return Optional.of(NoteCodec.ledger(object.value()));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  TokenData add(UsageLedger ledger) {
    return data.addData(LEDGERS, ledger.alias(), NoteCodec.encode(ledger));
  }

  void remove(TokenData object) {
    data.destroy(object);
  }
}
