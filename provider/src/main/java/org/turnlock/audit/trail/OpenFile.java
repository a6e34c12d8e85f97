// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file that a lane is at. Lines are added whole or not at all: what a full disk has taken of
 * them is cut off again. Not interrupted by interrupts. Not for several threads.
 */
final class OpenFile implements AutoCloseable {
  private final Path path;
  private final int number;
  private final RandomAccessFile output;
  private long length;

  private OpenFile(Path path, int number, RandomAccessFile output) throws IOException {
    this.path = path;
    this.number = number;
    this.output = output;
    this.length = output.length();
  }

  /** Goes on at the end of a file. */
  static OpenFile at(Path path, int number) throws IOException {
    return new OpenFile(path, number, new RandomAccessFile(path.toFile(), "rw"));
  }

  Path path() {
    return path;
  }

  int number() {
    return number;
  }

  long length() {
    return length;
  }

  /** Whether the file is as this process has left it. */
  boolean isOwn() throws IOException {
    try {
      return Files.size(path) == length;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /**
   * Adds lines.
   *
   * @param force whether they outlive a loss of power on return
   */
  void add(byte[] lines, int count, boolean force) throws IOException {
    boolean added = false;
    try {
      output.seek(length);
      output.write(lines, 0, count);
      if (force) {
        output.getFD().sync();
      }
      length += count;
      added = true;
    } finally {
      if (!added) {
        output.setLength(length);
      }
    }
  }

  void force() throws IOException {
    output.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
