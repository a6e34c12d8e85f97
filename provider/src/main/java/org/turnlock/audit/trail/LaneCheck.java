// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.turnlock.audit.trail.TrailFinding.Kind;

/** Checks one lane: its links, its heads, its end. */
final class LaneCheck {
  private final LineScanner scanner;
  private final RecentHashes hashes;
  private final boolean mayBeginLater;
  private final LongConsumer progress;
  private final List<TrailFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The buffers are used by one check after the other. */
  LaneCheck(
      LineScanner scanner, RecentHashes hashes, boolean mayBeginLater, LongConsumer progress) {
    this.scanner = scanner;
    this.hashes = hashes;
    this.mayBeginLater = mayBeginLater;
    this.progress = progress;
  }

  LaneReport check(Path lane, TrustedKeys trusted, List<SignedHead> kept) throws IOException {
    HeadCheck heads = new HeadCheck(hashes, trusted, kept, findings::add);
    LaneRecords records = new LaneRecords(heads, findings::add, notes);
    LaneLinks links = new LaneLinks(hashes, records);
    TreeMap<Integer, Path> files = LaneFiles.of(lane);
    long bytes = 0;
    for (Map.Entry<Integer, Path> file : files.entrySet()) {
      if (!Files.isRegularFile(file.getValue())) {
        findings.add(
            new TrailFinding(
                Kind.CHANGED, file.getValue(), 0, 0, "this is no file, and was put in here"));
        continue;
      }
      long read = links.read(scanner, file.getValue(), file.getKey().equals(files.lastKey()));
      bytes += read;
      progress.accept(read);
      if (links.runs().size() > LaneLinks.MOST_RUNS) {
        findings.add(
            new TrailFinding(
                Kind.TOO_MUCH,
                file.getValue(),
                0,
                0,
                "so much is wrong that what follows was not looked at"));
        break;
      }
    }
    List<Run> runs = links.runs();
    long last = new RunAnalysis(runs, this::found).explain();
    if (links.unfinished() > 0) {
      notes.add(
          files.lastEntry().getValue()
              + ": the last line is not finished ("
              + links.unfinished()
              + " bytes): its writer is at it, or was killed");
    }
    if (last > 0 && heads.last().isEmpty()) {
      notes.add(lane + ": nothing here is signed: all of it could have been written by anybody");
    }
    Run end = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    Path endFile = end == null ? lane : end.lastFile;
    long endLine = end == null ? 0 : end.lastLine;
    long keptThrough = heads.compareKept(records.chain(), endFile, endLine, last);
    long unsigned = Math.max(0, heads.unsigned(last));
    return new LaneReport(
        lane,
        records.chain(),
        files.size(),
        links.count(),
        bytes,
        runs.isEmpty() ? 0 : runs.get(0).firstSeq,
        last,
        heads.last().map(SignedHead::key).orElse(""),
        heads.last().map(SignedHead::through).orElse(0L),
        heads.last().map(SignedHead::time).orElse(""),
        unsigned,
        keptThrough,
        last > 0 && records.isClosed(last),
        List.copyOf(findings),
        List.copyOf(notes));
  }

  private void found(TrailFinding finding) {
    if (finding.kind() == Kind.BEGINNING_MISSING && mayBeginLater) {
      notes.add(finding.toString());
    } else {
      findings.add(finding);
    }
  }
}
