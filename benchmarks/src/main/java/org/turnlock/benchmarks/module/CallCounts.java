// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each C function was called.
 *
 * @param byFunction only those that were
 */
public record CallCounts(Map<String, Long> byFunction) {
  private static final int NAME_BYTES = 24;

  /** A copy. */
  public CallCounts {
    byFunction = Map.copyOf(byFunction);
  }

  /** Reads the file of delay.c: records of a name, filled up with zeros, and a number. */
  static CallCounts read(Path file) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    byte[] name = new byte[NAME_BYTES];
    while (records.remaining() >= NAME_BYTES + Long.BYTES) {
      records.get(name);
      long calls = records.getLong();
      if (calls != 0) {
        found.put(new String(name, StandardCharsets.US_ASCII).replace("\0", ""), calls);
      }
    }
    return new CallCounts(found);
  }

  /** All calls. */
  public long total() {
    return byFunction.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that were made since. */
  public CallCounts since(CallCounts earlier) {
    Map<String, Long> since = new TreeMap<>(byFunction);
    earlier.byFunction.forEach((name, calls) -> since.merge(name, -calls, Long::sum));
    since.values().removeIf(calls -> calls == 0);
    return new CallCounts(since);
  }
}
