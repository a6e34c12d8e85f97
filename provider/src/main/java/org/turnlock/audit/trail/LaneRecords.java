// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.turnlock.audit.trail.TrailFinding.Kind;

/** Reads what a lane's records say of the lane itself. */
final class LaneRecords implements LaneLinks.Records {
  private final HeadCheck heads;
  private final Consumer<TrailFinding> findings;
  private final List<String> notes;
  private String chain = "";
  private String renamed = "";
  private long closing = -1;

  LaneRecords(HeadCheck heads, Consumer<TrailFinding> findings, List<String> notes) {
    this.heads = heads;
    this.findings = findings;
    this.notes = notes;
  }

  /** The chain's identity; empty if no record has said it. */
  String chain() {
    return chain;
  }

  /** Whether this record belongs to an end. */
  boolean isClosed(long lastRecord) {
    return closing == lastRecord;
  }

  @Override
  public void any(long seq) {
    heads.any(seq);
  }

  @Override
  public void trail(Path file, long line, long seq, byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    TrailFields fields;
    try {
      fields = TrailFields.of(Json.object(text));
    } catch (IllegalArgumentException e) {
      add(Kind.CHANGED, file, line, "the record cannot be read: " + e.getMessage());
      return;
    }
    if (chain.isEmpty()) {
      chain = fields.chain();
    } else if (!chain.equals(fields.chain())) {
      add(Kind.WRONG_CHAIN, file, line, "record " + seq + " is of chain " + fields.chain());
      return;
    }
    if (fields.has("publicKey")) {
      heads.key(file, line, fields.parameter("publicKey"));
    }
    switch (fields.event()) {
      case "head" -> heads.head(file, line, seq, text);
      case "tampered" -> tampered(file, line, fields);
      default -> {}
    }
    if (fields.closes() || fields.mayFollowEnd() && closing == seq - 1) {
      closing = seq;
    }
    renamed(file, line, fields.parameter("lane"));
    note(file, line, fields);
  }

  /** Whole lanes that have changed places lack nothing, but their writer's next record. */
  private void renamed(Path file, long line, String lane) {
    String written = lane.substring(lane.lastIndexOf('/') + 1);
    Path here = file.toAbsolutePath().getParent().getFileName();
    if (LaneFiles.isLane(written)
        && LaneFiles.isLane(here.toString())
        && !written.equals(here.toString())
        && !written.equals(renamed)) {
      renamed = written;
      note(file, line, "this was written in " + written);
    }
  }

  private void tampered(Path file, long line, TrailFields fields) {
    add(
        Kind.FOUND_BY_WRITER,
        file,
        line,
        "when it went on from record "
            + fields.parameter("endedAt")
            + ", the writer found that "
            + fields.parameter("wrong"));
  }

  private void note(Path file, long line, TrailFields fields) {
    if (fields.has("tornBytes")) {
      note(
          file,
          line,
          "the writer before was killed within a line, of which "
              + fields.parameter("tornBytes")
              + " bytes were cut off");
    }
    if (fields.has("lostEvents")) {
      note(
          file, line, "events that were told and never written: " + fields.parameter("lostEvents"));
    }
    if (fields.has("unsigned")) {
      note(
          file,
          line,
          "from here on no head is signed, until the next one: " + fields.parameter("unsigned"));
    }
    if (fields.has("headsNotKept")) {
      note(
          file,
          line,
          "from here on no head is kept, so that a cut tail goes unnoticed: "
              + fields.parameter("headsNotKept"));
    }
  }

  private void note(Path file, long line, String text) {
    notes.add(file + ":" + line + ": " + text);
  }

  private void add(Kind kind, Path file, long line, String text) {
    findings.accept(new TrailFinding(kind, file, line, line, text));
  }
}
