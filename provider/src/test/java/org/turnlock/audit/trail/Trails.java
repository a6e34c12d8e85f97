// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditedKey;

/** Trails for tests: what goes into them, and their files as lines. */
final class Trails {
  static final AuditOrigin ORIGIN =
      new AuditOrigin("0a1b", "host", 4711, "shop", "Turnlock-pay", "payments", "77aa");

  private Trails() {}

  static AuditEvent event(long number) {
    return new AuditEventBuilder(AuditAction.ENCRYPT, Instant.parse("2026-01-02T03:04:05.678Z"))
        .principal("alice")
        .key(new AuditedKey("payments", 3, "cafe"))
        .algorithm("AES/GCM/NoPadding")
        .mechanism("CKM_AES_GCM")
        .bytes(1024, 1040)
        .took(12_345, 2)
        .build(ORIGIN, number);
  }

  /** Settings without heads but those that are asked for. */
  static TrailSettings settings(Path trail) {
    return TrailSettings.in(trail).heads(1_000_000, Duration.ofDays(1));
  }

  static List<Path> files(Path lane) {
    try {
      return List.copyOf(LaneFiles.of(lane).values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return new ArrayList<>(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, List<String> lines) {
    try {
      Files.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A line with another number and link, as who knows the format would write it; of a line that was
   * damaged where its event begins, all is put behind them.
   */
  static String relinked(String line, long seq, String before) {
    String body = line.substring(Math.max(0, line.indexOf("\"eventVersion\"")));
    String prev =
        before.isEmpty()
            ? TrailLine.NOTHING_BEFORE
            : LineHash.of(before.getBytes(StandardCharsets.UTF_8));
    return "{\"seq\":" + seq + ",\"prev\":\"" + prev + "\"," + body;
  }
}
