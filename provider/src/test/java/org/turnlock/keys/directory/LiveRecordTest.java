// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.Usage;
import org.turnlock.token.TokenException;

/** How old what a process knows of a key may become. */
class LiveRecordTest {
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final Shelf shelf = new Shelf();
  private long now = Long.MAX_VALUE - 1;
  private final LiveRecord live = new LiveRecord("k", shelf, REFRESH, () -> now, () -> {});
  private final ManagedKeyDirectory directory =
      new ManagedKeyDirectory(null, shelf, UseMeter.NONE, REFRESH, () -> now);

  /** A store of one record, which counts how often it is read. */
  private final class Shelf implements RecordStore {
    ManagedKeyRecord record;
    boolean away;
    long secondsToAnswer;
    int reads;

    @Override
    public List<ManagedKeyRecord> all() {
      return find("k").stream().toList();
    }

    @Override
    public Optional<ManagedKeyRecord> find(String alias) {
      reads++;
      now += Duration.ofSeconds(secondsToAnswer).toNanos();
      if (away) {
        throw new TokenException(TokenException.Reason.UNAVAILABLE, "no session is free");
      }
      return Optional.ofNullable(record).filter(it -> it.alias().equals(alias));
    }

    @Override
    public RecordLease lease(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addUsage(String alias, int version, Usage used) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ToldUsage> toldUsage(String alias) {
      return List.of();
    }
  }

  private static ManagedKeyRecord record(long revision) {
    return new RecordBuilder("k", new ManagedKeyKind("AES", 256, ""), Instant.EPOCH)
        .state(KeyState.PENDING_IMPORT)
        .revision(revision)
        .build();
  }

  private void pass(long seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private Optional<Long> revision() {
    return Optional.ofNullable(live.seen().record()).map(ManagedKeyRecord::revision);
  }

  @Test
  void anOutageIsGoneThroughForAMinuteAndNoLonger() {
    shelf.record = record(1);
    assertThat(revision()).contains(1L);
    shelf.away = true;
    shelf.secondsToAnswer = 6;
    for (int i = 0; i < 5; i++) {
      pass(5);
      int before = shelf.reads;
      assertThat(revision()).contains(1L);
      assertThat(revision()).as("known to be away: nobody waits for it again").contains(1L);
      assertThat(shelf.reads).isEqualTo(before + 1);
    }
    pass(5);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(live::seen)
          .isInstanceOf(TokenException.class)
          .hasMessageContainingAll("key 'k' was last known", "no session is free");
    }
    shelf.away = false;
    shelf.record = record(2);
    assertThat(revision()).contains(2L);
  }

  @Test
  void whatAListingShowsIsAsOldAsTheListing() {
    shelf.record = record(1);
    shelf.secondsToAnswer = 3;
    directory.aliases();
    shelf.secondsToAnswer = 0;
    shelf.record = record(2);
    pass(1);
    assertThat(directory.record("k")).map(ManagedKeyRecord::revision).contains(1L);
    pass(2);
    assertThat(directory.record("k")).map(ManagedKeyRecord::revision).contains(2L);
  }

  @Test
  void whatWasFoundToBeGoneIsNotBroughtBackByAnEarlierListing() {
    long listing = now;
    pass(1);
    assertThat(revision()).isEmpty();
    live.learn(record(1), listing);
    assertThat(revision()).isEmpty();
    live.learn(record(1), now + 1);
    assertThat(revision()).contains(1L);
    live.learn(record(0), now + 2);
    assertThat(revision()).contains(1L);
  }

  @Test
  void namesThatWereAskedForInVainAreNotRemembered() {
    for (int i = 0; i < 3; i++) {
      assertThat(directory.record("k")).isEmpty();
      assertThat(directory.knows("k@1")).isFalse();
    }
    shelf.record = record(1);
    assertThat(directory.record("k")).isPresent();
    int before = shelf.reads;
    assertThat(directory.record("k")).isPresent();
    assertThat(shelf.reads).isEqualTo(before);
  }
}
