// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;

/**
 * Lines that follow one another, in number and by hash; or lines that are no records. A trail that
 * nobody touched is one run; each thing done to it makes for a few more.
 */
final class Run {
  final boolean records;
  final int position;
  final Path firstFile;
  final long firstLine;
  final long firstSeq;
  final String firstPrev;

  /** Where within the run before this one goes on: the number of a record there; else -1. */
  final long attached;

  /** Whether it begins with a file's first line. */
  final boolean fromStart;

  Path lastFile;
  long lastLine;
  long lastSeq;
  String lastHash = "";
  boolean toEnd;

  private Run(
      boolean records, int position, Path file, long line, long seq, String prev, long attached) {
    this.records = records;
    this.position = position;
    this.firstFile = file;
    this.firstLine = line;
    this.firstSeq = seq;
    this.firstPrev = prev;
    this.attached = attached;
    this.fromStart = line == 1;
    this.lastFile = file;
    this.lastLine = line;
    this.lastSeq = seq;
  }

  static Run ofRecords(int position, Path file, long line, long seq, String prev, long attached) {
    return new Run(true, position, file, line, seq, prev, attached);
  }

  static Run ofOthers(int position, Path file, long line) {
    return new Run(false, position, file, line, 0, "", -1);
  }

  /** How many records it has. */
  long count() {
    return lastSeq - firstSeq + 1;
  }

  /** How many lines it has, being no records. */
  long lines() {
    return lastLine - firstLine + 1;
  }

  boolean isWholeFile() {
    return fromStart && toEnd && firstFile.equals(lastFile);
  }

  /** Its records, in words. */
  String text() {
    return count() == 1 ? "record " + firstSeq : "records " + firstSeq + " to " + lastSeq;
  }
}
