// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.audit.delivery.SinkRule;

/** A full disk: no half line, keys are refused, and all goes on once there is room. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class TrailOnAFullDiskTest {
  private static final int LOOKS = 500;

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SinkRule REQUIRED = new SinkRule(SinkRule.Demand.CLOSED, 64, LONG, LONG);

  @TempDir Path directory;
  private final AuditDelivery delivery = new AuditDelivery(Trails.ORIGIN);
  private final MemoryHeads heads = new MemoryHeads();
  private long told;

  private void tell() {
    delivery
        .reserve(AuditAction.ENCRYPT)
        .tell(new AuditEventBuilder(AuditAction.ENCRYPT, Instant.EPOCH));
    told++;
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void keysAreRefusedUntilThereIsRoomAndNothingIsLost(Durability durability) throws Exception {
    refusedUntilThereIsRoom(FullDisk.at(directory.resolve("disk")), durability);
  }

  @ParameterizedTest
  @EnumSource(names = {"OS", "FSYNC_GROUP"})
  void theSameWhereFilesMayNotGrow(Durability durability) throws Exception {
    refusedUntilThereIsRoom(FullDisk.limited(directory.resolve("disk")), durability);
  }

  private void refusedUntilThereIsRoom(FullDisk full, Durability durability) throws Exception {
    try (FullDisk disk = full) {
      Path trail = directory.resolve("disk/trail");
      TrailSettings settings = Trails.settings(trail).durability(durability).files(1 << 24, LONG);
      TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads);
      delivery.add(sink, REQUIRED);
      assertThatThrownBy(
              () -> {
                while (true) {
                  tell();
                }
              })
          .isInstanceOf(AuditUnavailableException.class)
          .hasMessageContaining("the audit sink 'trail' fails");
      assertWholeLines(sink.lane());
      disk.makeRoom();
      while (!takes()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      tell();
      delivery.close();
      TrailReport report = TrailVerifier.of(trail).askingToken(heads).verify();
      assertThat(report.allFindings()).isEmpty();
      assertThat(report.lanes().get(0).closed()).isTrue();
      assertThat(events(trail)).isEqualTo(told);
    }
  }

  @Test
  void aFullDiskAtTheStartIsSaidAtOnce() throws Exception {
    try (FullDisk disk = FullDisk.at(directory.resolve("disk"))) {
      Path filler = directory.resolve("disk/filler");
      assertThatThrownBy(() -> Files.write(filler, new byte[1 << 20])).hasMessageMatching(".*");
      Path trail = directory.resolve("disk/trail");
      assumeThat(Files.getFileStore(directory.resolve("disk")).getUsableSpace())
          .as("files are limited one by one: a small one has room")
          .isZero();
      assertThatThrownBy(() -> TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads))
          .isInstanceOf(java.io.IOException.class);
      disk.makeRoom();
      TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads).close();
      assertThat(TrailVerifier.of(trail).askingToken(heads).verify().isIntact()).isTrue();
    }
  }

  private boolean takes() {
    try {
      delivery.reserve(AuditAction.ENCRYPT).cancel();
      return true;
    } catch (AuditUnavailableException notYet) {
      return false;
    }
  }

  /** Between two tries: each of them writes what there is room for, and cuts it off again. */
  private static void assertWholeLines(Path lane) throws Exception {
    for (Path file : Trails.files(lane)) {
      String text = Files.readString(file);
      for (int look = 0; !text.endsWith("}\n") && look < LOOKS; look++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        text = Files.readString(file);
      }
      assertThat(text.substring(Math.max(0, text.length() - 200))).endsWith("}\n");
    }
  }

  private static long events(Path trail) throws Exception {
    long[] count = {0};
    new TrailReader(trail)
        .forEach(
            TrailReader.LineFilter.holding("\"eventName\":\"Encrypt\""), record -> ++count[0] > 0);
    return count[0];
  }
}
