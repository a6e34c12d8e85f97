// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditJson;
import org.turnlock.audit.JsonLine;

/**
 * Writes a chain into the files of a lane. A record is taken whole or not at all: on failure the
 * chain is as before, and what was taken before waits in memory for the next try.
 */
final class TrailWriter implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final int MOST_GATHERED = 1 << 16;
  private static final int MOST_IN_A_GROUP = 1 << 20;

  private final Path lane;
  private final TrailSettings settings;
  private final TrailEvents events;
  private final Clock clock;
  private final Chain chain;
  private OpenFile file;
  private long fileBeganMillis;
  private long told;
  private String key = "";
  private String publicKey = "";

  /**
   * Goes on from the end of a lane.
   *
   * @param file the lane's last
   */
  TrailWriter(Lane lane, TrailSettings settings, TrailEvents events, Clock clock)
      throws IOException {
    this.lane = lane.directory();
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.chain = new Chain(lane.end().seq(), lane.end().hash());
    int number = Math.max(1, lane.end().lastFile());
    Path last = lane.end().lastFile() == 0 ? LaneFiles.create(this.lane, 1) : null;
    this.file = OpenFile.at(last != null ? last : LaneFiles.file(this.lane, number), number);
    ageFrom(FileTimes.began(file.path(), clock));
  }

  /** A file that claims to be of the future is of now. */
  private void ageFrom(Instant began) {
    long now = clock.millis();
    long then = Math.min(now / 1000, Math.max(0, began.getEpochSecond())) * 1000;
    fileBeganMillis = Math.min(now, then + began.getNano() / 1_000_000);
  }

  private boolean isOld() {
    return clock.millis() - fileBeganMillis >= settings.fileAge().toMillis();
  }

  /**
   * A place in the chain.
   *
   * @param told how many events this process has put into the trail up to there
   */
  record Point(long seq, String hash, long told) {}

  synchronized long seq() {
    return chain.seq();
  }

  /** How many events this process has put into the trail. */
  synchronized long told() {
    return told;
  }

  /** Takes an event of a key or a provider. */
  synchronized void event(AuditEvent event) throws IOException {
    makeRoom();
    if (settings.durability() == Durability.FSYNC) {
      Chain.Place before = chain.place();
      chain.add(event);
      writeOrBack(before, true);
    } else {
      chain.add(event);
    }
    told++;
  }

  /** Takes an event of the trail itself; it is in the file on return. */
  synchronized void tell(String name, Map<String, String> parameters) throws IOException {
    makeRoom();
    Chain.Place before = chain.place();
    chain.add(events.event(name, told, key, parameters));
    writeOrBack(before, true);
  }

  /**
   * Says from now on which key signs.
   *
   * @param text the key itself; empty if only its fingerprint is known
   */
  synchronized void key(String fingerprint, String text) {
    key = fingerprint;
    publicKey = text;
  }

  /** Makes what was taken as durable as configured. */
  synchronized void flush() throws IOException {
    write(settings.durability() != Durability.OS);
  }

  /** Where the chain is, all of it being durable. */
  synchronized Point settle() throws IOException {
    flush();
    file.force();
    return new Point(chain.seq(), chain.hash(), told);
  }

  /** What is to be signed of a place in the chain: the record of the head but for its beginning. */
  synchronized String headOf(Point point, String signingKey) {
    Map<String, String> parameters =
        Map.of(
            "through", Long.toString(point.seq()),
            "hash", point.hash(),
            "lane", lane.toString());
    JsonLine line = new JsonLine().begin();
    AuditJson.write(events.event("head", point.told(), signingKey, parameters), line);
    String text = line.end().toString();
    return text.substring(1, text.length() - 1);
  }

  /** Takes a signed head, into the file that there is: as the last record it speaks of itself. */
  synchronized void head(SignedHead head) throws IOException {
    Chain.Place before = chain.place();
    chain.add(head);
    writeOrBack(before, true);
  }

  private void writeOrBack(Chain.Place before, boolean force) throws IOException {
    boolean written = false;
    try {
      write(force);
      written = true;
    } finally {
      if (!written) {
        chain.back(before);
      }
    }
  }

  private void makeRoom() throws IOException {
    boolean groups = settings.durability() == Durability.FSYNC_GROUP;
    if (chain.length() >= (groups ? MOST_IN_A_GROUP : MOST_GATHERED)) {
      flush();
    }
    long length = file.length() + chain.length();
    if (length >= settings.fileBytes() || length > 0 && isOld()) {
      write(true);
      nextFile();
    }
  }

  private void write(boolean force) throws IOException {
    if (chain.length() == 0) {
      return;
    }
    if (!file.isOwn()) {
      replaceFile();
    }
    file.add(chain.gathered(), chain.length(), force);
    chain.written();
  }

  private void replaceFile() throws IOException {
    LOG.log(
        Level.ERROR,
        "the file {0} of the audit trail was changed or removed; the trail goes on in another",
        file.path());
    openNext();
  }

  private void nextFile() throws IOException {
    openNext();
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("file", file.path().getFileName().toString());
    if (!publicKey.isEmpty()) {
      parameters.put("publicKey", publicKey);
    }
    chain.add(events.event("file", told, key, parameters));
  }

  private void openNext() throws IOException {
    Path next = LaneFiles.create(lane, file.number() + 1);
    OpenFile before = file;
    file = OpenFile.at(next, before.number() + 1);
    ageFrom(clock.instant());
    before.close();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
