// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;

/**
 * Something that is wrong with a trail.
 *
 * @param kind what
 * @param file where; the lane's directory where it is about no single file
 * @param line the first line that it is about; 0 where it is about none
 * @param lastLine the last one
 * @param text what, in words, with the records' numbers
 */
public record TrailFinding(Kind kind, Path file, long line, long lastLine, String text) {
  /** What can be wrong. */
  public enum Kind {
    /** A line is not what it was. */
    CHANGED,
    /** Lines were put in, or are there twice. */
    INSERTED,
    /** Records are missing. */
    DELETED,
    /** Records stand before those that they follow. */
    MOVED,
    /** A whole file does. */
    SWAPPED_FILE,
    /** The first records are missing. */
    BEGINNING_MISSING,
    /** The last records are missing: more were signed. */
    CUT_TAIL,
    /** Records are linked well, but are not those that were signed. */
    REWRITTEN,
    /** A signature does not verify. */
    FORGED_HEAD,
    /** A head is by a key that is not trusted. */
    REPLACED_KEY,
    /** A record is of another chain. */
    WRONG_CHAIN,
    /** A whole chain is missing whose head was kept. */
    MISSING_CHAIN,
    /** A writer found, when it went on, that the trail was not as it was signed. */
    FOUND_BY_WRITER,
    /** So much is wrong that the rest was not looked at. */
    TOO_MUCH
  }

  /** In one line: where and what. */
  @Override
  public String toString() {
    String where = line == 0 ? "" : line == lastLine ? ":" + line : ":" + line + "-" + lastLine;
    return file + where + ": " + text;
  }
}
