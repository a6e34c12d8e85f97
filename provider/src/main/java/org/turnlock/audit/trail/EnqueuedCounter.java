// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.turnlock.files.OwnerOnly;

/**
 * How many events were on their way to a lane, in memory that a file backs: whoever goes on after a
 * kill knows how many of them never came to be records. Counting is one atomic step.
 */
final class EnqueuedCounter {
  /** Nobody knows how many. */
  static final long UNKNOWN = -1;

  private static final String NAME = "enqueued";
  private static final int BYTES = 4096;
  private static final byte[] FORMAT = TrailLine.ascii("TLCOUNT\1");
  private static final int BOOT = 8;
  private static final int WRITER = 24;
  private static final int OWED = 40;
  private static final int COUNT = 48;
  private static final int ID = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer mapped;
  private volatile boolean broken;

  private EnqueuedCounter(ByteBuffer mapped) {
    this.mapped = mapped;
  }

  /**
   * A new count for a lane, in place of the one before.
   *
   * @param writer names the process that counts
   * @param owed how many events of writers before are lost, and not in any record yet
   */
  static EnqueuedCounter begin(Path lane, String writer, long owed) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
    content.put(0, FORMAT).put(BOOT, boot()).put(WRITER, id(writer)).putLong(OWED, owed);
    Path fresh = lane.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, OwnerOnly.fileAttributes(lane));
    Files.write(fresh, content.array());
    Path file = lane.resolve(NAME);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
      mapped.order(ByteOrder.nativeOrder());
      return new EnqueuedCounter(mapped);
    }
  }

  /** How many events the last writer of a lane has lost, or left untold; see {@link #UNKNOWN}. */
  static long lost(Path lane, LaneEnd end) throws IOException {
    Path file = lane.resolve(NAME);
    if (Files.notExists(file)) {
      return end.told().isEmpty() ? 0 : UNKNOWN;
    }
    if (!Files.isRegularFile(file) || Files.size(file) != BYTES) {
      return UNKNOWN;
    }
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
    content.order(ByteOrder.nativeOrder());
    if (content.limit() != BYTES || !has(content, 0, FORMAT)) {
      return UNKNOWN;
    }
    long count = content.getLong(COUNT);
    TrailFields told = end.told().orElse(null);
    String id = told == null ? "" : told.id();
    if (!has(content, WRITER, id(id.substring(0, Math.max(0, id.lastIndexOf('-')))))) {
      return count == 0 ? content.getLong(OWED) : UNKNOWN; // killed before its first record
    }
    if (end.ended()) {
      return 0; // or told in its last record
    }
    long events = end.toldEvents();
    return events < 0 || count < events || !has(content, BOOT, boot()) ? UNKNOWN : count - events;
  }

  private static boolean has(ByteBuffer content, int at, byte[] bytes) {
    byte[] present = new byte[bytes.length];
    content.get(at, present);
    return Arrays.equals(present, bytes);
  }

  private static byte[] id(String text) {
    return Arrays.copyOf(TrailLine.ascii(LineHash.of(TrailLine.ascii(text))), ID);
  }

  /** Since the system was started: what was in memory only is lost with it. */
  private static byte[] boot() {
    try {
      return id(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
    } catch (IOException notLinux) {
      return new byte[ID];
    }
  }

  /** One event more. By any thread. */
  void count() {
    try {
      long before = (long) LONGS.getAndAdd(mapped, COUNT, 1L);
      if (before < 0) {
        broken = true;
      }
    } catch (InternalError pageIsGone) {
      broken = true; // somebody has cut the file; what is lost will be unknown
    }
  }

  /** How many events there were; see {@link #UNKNOWN}. */
  long counted() {
    if (broken) {
      return UNKNOWN;
    }
    try {
      return (long) LONGS.getVolatile(mapped, COUNT);
    } catch (InternalError pageIsGone) {
      return UNKNOWN;
    }
  }
}
