// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;

/**
 * Objects that another process replaces in the middle of a search, which then shows neither the old
 * one nor the new one: SoftHSM searches so.
 */
class TornSearchTest {
  private static final Usage ONE = new Usage(1, 0, Instant.EPOCH);

  private final FakeTime time = new FakeTime();
  private final StoreSettings settings = time.settings(Duration.ofSeconds(30));
  private final DataObjects whole = new SteppedData().seenBy(() -> {});
  private final Deque<Runnable> during = new ArrayDeque<>();
  private final RecordStore writer = store(whole);
  private final RecordStore reader = store(new Torn());
  private final ManagedKeyRecord key = create();

  private RecordStore store(DataObjects data) {
    return new DataRecordStore(data, "torn", id -> true, settings);
  }

  private ManagedKeyRecord create() {
    try (RecordLease lease = writer.lease("torn")) {
      return lease.commit(Records.first("torn", lease.newKeyId()));
    }
  }

  /** Shows what was there before and after something that happens during the search. */
  private final class Torn implements DataObjects {
    @Override
    public boolean holdsData() {
      return true;
    }

    @Override
    public List<TokenData> data(String application) {
      return torn(() -> whole.data(application));
    }

    @Override
    public List<TokenData> data(String application, String label) {
      return torn(() -> whole.data(application, label));
    }

    private List<TokenData> torn(Supplier<List<TokenData>> search) {
      List<TokenData> before = search.get();
      if (!during.isEmpty()) {
        during.remove().run();
      }
      List<TokenData> after = search.get();
      return before.stream().filter(after::contains).toList();
    }

    @Override
    public TokenData addData(String application, String label, byte[] value) {
      return whole.addData(application, label, value);
    }

    @Override
    public void destroy(TokenData data) {
      whole.destroy(data);
    }
  }

  private void tell(int times) {
    for (int i = 0; i < times; i++) {
      writer.addUsage("torn", 1, ONE);
    }
  }

  private long told() {
    return reader.toldUsage("torn").stream().mapToLong(it -> it.used().uses()).sum();
  }

  @Test
  void useThatIsToldAnewIsNotMissed() {
    tell(7);
    for (int i = 0; i < 5; i++) {
      during.add(() -> tell(1));
    }
    assertThat(told()).isEqualTo(12);
    assertThat(during).isEmpty();
  }

  @Test
  void norIsItWhereAllKeysAreListed() {
    tell(7);
    during.add(() -> tell(1));
    assertThat(reader.toldUsage(List.of("torn")).get("torn"))
        .singleElement()
        .satisfies(it -> assertThat(it.used().uses()).isEqualTo(8));
  }

  @Test
  void whatHasBeenReplacedDoesNotPileUp() {
    tell(20);
    assertThat(Records.ledgers(whole, "torn")).hasSize(2);
    writer.close();
    assertThat(told()).isEqualTo(20);
    try (RecordLease lease = reader.lease("torn")) {
      lease.commit(key);
    }
    assertThat(Records.ledgers(whole, "torn")).isEmpty();
    assertThat(reader.find("torn").orElseThrow().version(1).orElseThrow().used().uses())
        .isEqualTo(20);
  }

  @Test
  void aKeyThatIsChangedIsFoundByWhoHasNotSeenIt() {
    during.add(
        () -> {
          try (RecordLease lease = writer.lease("torn")) {
            lease.commit(Records.rotated(key, lease.newKeyId()));
          }
        });
    assertThat(reader.find("torn")).hasValueSatisfying(it -> assertThat(it.current()).isEqualTo(2));
  }
}
