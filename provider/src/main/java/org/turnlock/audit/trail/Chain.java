// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditJson;
import org.turnlock.audit.JsonLine;

/**
 * Numbers lines, links each to the one before, and gathers them until they are written. Not for
 * several threads.
 */
final class Chain {
  private final JsonLine json = new JsonLine();
  private final LineHash hashes = new LineHash();
  private final byte[] hash = new byte[TrailLine.HASH];
  private byte[] gathered = new byte[1 << 17];
  private int length;
  private long seq;

  /** Goes on after record {@code seq} of this hash. */
  Chain(long seq, String hash) {
    this.seq = seq;
    System.arraycopy(TrailLine.ascii(hash), 0, this.hash, 0, TrailLine.HASH);
  }

  /** Where the chain is, to go back to. */
  record Place(long seq, String hash, int length) {}

  Place place() {
    return new Place(seq, hash(), length);
  }

  /** Takes back what was added since. */
  void back(Place place) {
    seq = place.seq();
    length = place.length();
    System.arraycopy(TrailLine.ascii(place.hash()), 0, hash, 0, TrailLine.HASH);
  }

  long seq() {
    return seq;
  }

  String hash() {
    return new String(hash, StandardCharsets.US_ASCII);
  }

  byte[] gathered() {
    return gathered;
  }

  int length() {
    return length;
  }

  /** What was gathered is written. */
  void written() {
    length = 0;
  }

  void add(AuditEvent event) {
    json.begin();
    AuditJson.write(event, json);
    json.end();
    add(json.array(), json.length());
  }

  /** A signed head is a record whose text was there before its number. */
  void add(SignedHead head) {
    byte[] text = head.text().getBytes(StandardCharsets.UTF_8);
    add(text, text.length);
  }

  /** Adds an object, with number and link before its first field. */
  private void add(byte[] object, int count) {
    byte[] number = TrailLine.ascii(Long.toString(seq + 1));
    makeRoom(count + number.length + TrailLine.HASH + 32);
    int from = length;
    put(TrailLine.SEQ, 0, TrailLine.SEQ.length);
    put(number, 0, number.length);
    put(TrailLine.PREV, 0, TrailLine.PREV.length);
    put(hash, 0, hash.length);
    gathered[length++] = '"';
    gathered[length++] = ',';
    put(object, 1, count - 1);
    hashes.hash(gathered, from, length - from, hash, 0);
    gathered[length++] = TrailLine.END;
    seq++;
  }

  private void put(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, gathered, length, count);
    length += count;
  }

  private void makeRoom(int more) {
    if (length + more > gathered.length) {
      gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, length + more));
    }
  }
}
