// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.turnlock.audit.trail.TrailFinding.Kind;

/**
 * Puts the runs of a lane in order again, and says what was done where that is not theirs: the
 * explanation that needs the fewest changes.
 */
final class RunAnalysis {
  private final Deque<Run> open;
  private final Map<String, Deque<Run>> byLink = new HashMap<>();
  private final Consumer<TrailFinding> findings;
  private Run current;
  private long end;
  private long excusedLines;
  private boolean excusedLink;
  private int furthest;

  RunAnalysis(List<Run> runs, Consumer<TrailFinding> findings) {
    this.open = new ArrayDeque<>(runs);
    this.findings = findings;
    for (Run run : runs) {
      if (run.records) {
        byLink
            .computeIfAbsent(link(run.firstSeq, run.firstPrev), any -> new ArrayDeque<>())
            .add(run);
      }
    }
  }

  private static String link(long seq, String prev) {
    return seq + " " + prev;
  }

  /** The number of the last record, in order. */
  long explain() {
    while (!open.isEmpty() && !open.peek().records) {
      notRecords(open.poll());
    }
    if (open.isEmpty()) {
      return 0;
    }
    begin();
    while (true) {
      Run next = follower();
      if (next != null) {
        take(next);
      } else if (open.isEmpty()) {
        return end;
      } else {
        explainNext(open.peek());
      }
    }
  }

  private void begin() {
    Run first = follower(1, TrailLine.NOTHING_BEFORE);
    if (first == null) {
      first = open.peek();
      if (first.firstSeq == 1) {
        add(Kind.CHANGED, first.firstFile, first.firstLine, "record 1 follows something");
      } else {
        add(
            Kind.BEGINNING_MISSING,
            first.firstFile,
            first.firstLine,
            "the trail begins with record " + first.firstSeq + ": those before it are not here");
      }
    }
    excusedLines = 0;
    take(first);
  }

  private Run follower() {
    return follower(end + 1, current.lastHash);
  }

  private Run follower(long seq, String hash) {
    Deque<Run> followers = byLink.getOrDefault(link(seq, hash), new ArrayDeque<>());
    while (!followers.isEmpty() && !open.contains(followers.peek())) {
      followers.poll();
    }
    return followers.poll();
  }

  private void take(Run run) {
    open.remove(run);
    if (run.position < furthest) {
      boolean file = run.isWholeFile();
      add(
          file ? Kind.SWAPPED_FILE : Kind.MOVED,
          run.firstFile,
          run.firstLine,
          run.lastFile.equals(run.firstFile) ? run.lastLine : run.firstLine,
          run.text()
              + (file ? ", all of this file, are" : count(run, " is", " are"))
              + " before what comes before "
              + (run.count() == 1 ? "it" : "them"));
    }
    furthest = Math.max(furthest, run.position);
    current = run;
    end = run.lastSeq;
    excusedLines = 0;
    excusedLink = false;
  }

  private static String count(Run run, String one, String many) {
    return run.count() == 1 ? one : many;
  }

  private void explainNext(Run next) {
    long expected = end + 1;
    if (!next.records) {
      open.poll();
      notRecords(next);
    } else if (next.position < furthest) {
      putIn(next);
    } else if (next.firstPrev.equals(current.lastHash)) {
      add(
          Kind.CHANGED,
          next.firstFile,
          next.firstLine,
          "the record after " + end + " says that it is " + next.firstSeq);
      long changed = expected;
      take(next);
      end = changed + next.count() - 1;
      excusedLink = true;
    } else if (next.attached >= current.firstSeq && next.attached < current.lastSeq) {
      inserted(next);
    } else if (next.firstSeq == expected + excusedLines) {
      broken(next);
    } else if (next.firstSeq > expected + excusedLines) {
      deleted(next, expected + excusedLines);
      take(next);
    } else {
      putIn(next);
    }
  }

  private void putIn(Run run) {
    open.remove(run);
    add(
        Kind.INSERTED,
        run.firstFile,
        run.firstLine,
        run.lastFile.equals(run.firstFile) ? run.lastLine : run.firstLine,
        run.text() + count(run, " is", " are") + " there already, or was put in here");
  }

  /** Lines that the run of before went on with, and the next one does not know of. */
  private void inserted(Run next) {
    long extra = current.lastSeq - next.attached;
    if (open.size() == 1 && next.count() < extra) {
      putIn(next); // rather than all that it would stand in for
      return;
    }
    boolean oneFile = current.lastLine >= extra;
    add(
        Kind.INSERTED,
        current.lastFile,
        oneFile ? current.lastLine - extra + 1 : 1,
        current.lastLine,
        extra
            + (extra == 1 ? " line was" : " lines were")
            + " put in after record "
            + next.attached);
    take(next);
  }

  /** The numbers go on, the hashes do not: one of the two lines at the break was changed. */
  private void broken(Run next) {
    if (excusedLink || excusedLines > 0) {
      take(next);
      return;
    }
    boolean single = next.count() == 1 && goesOnAfter(next);
    if (single) {
      add(Kind.CHANGED, next.firstFile, next.firstLine, next.text() + " was changed");
    } else {
      String or = next.count() == 1 ? ", or the next one's link to it" : "";
      add(Kind.CHANGED, current.lastFile, current.lastLine, "record " + end + " was changed" + or);
    }
    take(next);
    excusedLink = single;
  }

  private boolean goesOnAfter(Run next) {
    return open.stream()
        .skip(1)
        .findFirst()
        .map(it -> it.firstSeq == next.lastSeq + 1)
        .orElse(false);
  }

  private void deleted(Run next, long expected) {
    long count = next.firstSeq - expected;
    String files =
        next.firstLine == 1 && !isNextFile(current.lastFile, next.firstFile)
            ? ", with a whole file or more"
            : "";
    add(
        Kind.DELETED,
        next.firstFile,
        next.firstLine,
        (count == 1
                ? "record " + expected + " is missing"
                : "records " + expected + " to " + (next.firstSeq - 1) + " are missing")
            + " before this line"
            + files);
  }

  private static boolean isNextFile(Path before, Path after) {
    return before.equals(after) || number(after) == number(before) + 1;
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(0, name.indexOf('.')));
  }

  private void notRecords(Run run) {
    excusedLines += run.lines();
    add(
        Kind.CHANGED,
        run.firstFile,
        run.firstLine,
        run.lastLine,
        run.lines() == 1 ? "the line is no record" : "the lines are no records");
  }

  private void add(Kind kind, Path file, long line, String text) {
    add(kind, file, line, line, text);
  }

  private void add(Kind kind, Path file, long line, long lastLine, String text) {
    findings.accept(new TrailFinding(kind, file, line, lastLine, text));
  }
}
