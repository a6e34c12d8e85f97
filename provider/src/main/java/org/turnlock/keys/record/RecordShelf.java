// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.Der.Malformed;
import org.turnlock.keys.record.StoreSettings.Step;
import org.turnlock.keys.record.StoredValue.State;
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

  /**
   * How often whoever finds a value without all its parts looks, before it is one that is damaged.
   */
  private static final int LOOKS = 20;

  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private final DataObjects data;
  private final StoreSettings settings;

  RecordShelf(DataObjects data, StoreSettings settings) {
    this.data = data;
    this.settings = settings;
  }

  /** A record and its objects. */
  record Kept(StoredValue stored, StoredRecord record) {}

  /**
   * What there is of one alias.
   *
   * @param records the newest first
   * @param broken which are not all there, and older than the newest
   */
  record Found(List<Kept> records, List<StoredValue> broken) {}

  /** A lease's object; {@code note} is null where it cannot be read. */
  record SeenLease(TokenData object, WriterId owner, LeaseNote note) {}

  /** A ledger and its objects. */
  record KeptLedger(StoredValue stored, UsageLedger ledger) {}

  /**
   * Ledgers.
   *
   * @param broken which are not all there
   */
  record Ledgers(List<KeptLedger> read, List<StoredValue> broken) {}

  /**
   * All records of one alias, the newest first.
   *
   * @throws ManagedKeyException with reason DAMAGED if one cannot be read: it may be the newest
   */
  List<Kept> records(String alias) {
    return find(alias).records();
  }

  /**
   * The same, with what is left of others. A search while others are at work may show a part of
   * what they make or remove: then it is repeated.
   */
  Found find(String alias) {
    for (int look = 1; ; look++) {
      List<StoredValue> values = Parts.join(data.data(RECORDS, alias));
      List<Kept> records = decoded(alias, values);
      List<StoredValue> broken = values.stream().filter(value -> !value.isWhole()).toList();
      if (!mayHideOne(broken, records)) {
        return new Found(records, broken);
      }
      if (look == LOOKS) {
        if (broken.stream().anyMatch(value -> value.state() == State.TORN)) {
          throw RecordCodec.damaged(alias, "parts of it are missing", null);
        }
        return new Found(records, broken);
      }
      if (look > 1) {
        settings.pause().accept(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
      }
    }
  }

  /** Whether the newest record may be one that is not all there. */
  private static boolean mayHideOne(List<StoredValue> broken, List<Kept> records) {
    return records.isEmpty()
        ? !broken.isEmpty()
        : broken.stream()
            .anyMatch(
                value ->
                    value.state() == State.TORN
                        && value.part().number() > records.get(0).record().revision());
  }

  /** One without a value was being made when its writer was killed: nobody has seen more of it. */
  private static List<Kept> decoded(String alias, List<StoredValue> values) {
    return values.stream()
        .filter(value -> value.isWhole() && value.value().length > 0)
        .map(value -> new Kept(value, RecordCodec.decode(alias, value.value())))
        .sorted(AGE.reversed())
        .toList();
  }

  /**
   * The newest record of every alias.
   *
   * @param unreadable takes those that cannot be read
   */
  List<StoredRecord> newest(Consumer<UnreadableRecord> unreadable) {
    Map<String, List<TokenData>> byAlias =
        data.data(RECORDS).stream()
            .collect(
                Collectors.groupingBy(TokenData::label, LinkedHashMap::new, Collectors.toList()));
    List<StoredRecord> newest = new ArrayList<>();
    byAlias.forEach(
        (alias, objects) -> {
          List<StoredValue> values = Parts.join(objects);
          try {
            boolean whole = values.stream().allMatch(StoredValue::isWhole);
            List<Kept> records = whole ? decoded(alias, values) : records(alias);
            records.stream().findFirst().map(Kept::record).ifPresent(newest::add);
          } catch (ManagedKeyException e) {
            unreadable.accept(
                new UnreadableRecord(
                    alias, e.getMessage(), values.stream().map(StoredValue::value).toList()));
          }
        });
    return newest;
  }

  StoredValue add(StoredRecord record) {
    return add(
        RECORDS, record.alias(), RecordCodec.encode(record), record.writer(), record.revision());
  }

  private StoredValue add(
      String application, String alias, byte[] value, WriterId writer, long number) {
    Deque<TokenData> objects = new ArrayDeque<>();
    for (byte[] part : Parts.divide(value, writer, number, settings.partBytes())) {
      if (!objects.isEmpty()) {
        settings.steps().after(Step.PART_WRITTEN);
      }
      objects.addFirst(data.addData(application, alias, part));
    }
    return new StoredValue(List.copyOf(objects), null, State.WHOLE, value);
  }

  /** The first part first: what is left of it when the process ends does not count. */
  void remove(StoredValue value) {
    boolean first = true;
    for (TokenData object : value.objects()) {
      if (!first) {
        settings.steps().after(Step.PART_REMOVED);
      }
      data.destroy(object);
      first = false;
    }
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
  Ledgers ledgers(String alias) {
    return ledgers(data.data(LEDGERS, alias));
  }

  /** All ledger objects of all aliases that can be read, by alias. */
  Map<String, Ledgers> ledgers() {
    Map<String, Ledgers> all = new HashMap<>();
    data.data(LEDGERS).stream()
        .collect(Collectors.groupingBy(TokenData::label))
        .forEach((alias, objects) -> all.put(alias, ledgers(objects)));
    return all;
  }

  private static Ledgers ledgers(List<TokenData> objects) {
    List<KeptLedger> read = new ArrayList<>();
    List<StoredValue> broken = new ArrayList<>();
    for (StoredValue value : Parts.join(objects)) {
      if (value.isWhole()) {
        ledger(value).ifPresent(ledger -> read.add(new KeptLedger(value, ledger)));
      } else {
        broken.add(value);
      }
    }
    return new Ledgers(read, broken);
  }

  private static Optional<UsageLedger> ledger(StoredValue value) {
    try {
      return Optional.of(NoteCodec.ledger(value.value()));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  StoredValue add(UsageLedger ledger) {
    return add(LEDGERS, ledger.alias(), NoteCodec.encode(ledger), ledger.id(), ledger.sequence());
  }

  void remove(TokenData object) {
    data.destroy(object);
  }
}
