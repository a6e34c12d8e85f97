// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.turnlock.audit.trail.TrailFinding.Kind;

/** Checks a lane's signed heads, and the head of it that was kept elsewhere. */
final class HeadCheck {
  private final RecentHashes hashes;
  private final TrustedKeys trusted;
  private final List<SignedHead> kept;
  private final Consumer<TrailFinding> findings;
  private final Map<Long, String> watched = new HashMap<>();
  private final long lastWatched;
  private final Set<String> seen = new HashSet<>();
  private final TreeSet<Long> heads = new TreeSet<>();
  private SignedHead last;

  /**
   * @param kept heads of any chains that were kept elsewhere
   */
  HeadCheck(
      RecentHashes hashes,
      TrustedKeys trusted,
      List<SignedHead> kept,
      Consumer<TrailFinding> findings) {
    this.hashes = hashes;
    this.trusted = trusted;
    this.kept = kept;
    this.findings = findings;
    kept.forEach(head -> watched.put(head.through(), ""));
    this.lastWatched = kept.stream().mapToLong(SignedHead::through).max().orElse(0);
  }

  /** The last good head. */
  Optional<SignedHead> last() {
    return Optional.ofNullable(last);
  }

  /** How many records up to this one no good head speaks for, but for the heads themselves. */
  long unsigned(long lastRecord) {
    long through = last == null ? 0 : last.through();
    return lastRecord - through - heads.tailSet(through, false).size();
  }

  void any(long seq) {
    if (seq <= lastWatched && watched.containsKey(seq)) {
      watched.put(seq, hashes.of(seq));
    }
  }

  /** A record names a key. */
  void key(Path file, long line, String publicKey) {
    try {
      PublicKey named = HeadKeys.parse(publicKey);
      if (!trusted.names(named)) {
        add(
            Kind.REPLACED_KEY,
            file,
            line,
            "from here on another key signs: " + HeadKeys.fingerprint(named));
      }
    } catch (GeneralSecurityException e) {
      add(Kind.CHANGED, file, line, "the record names a key that cannot be read");
    }
  }

  /** A record is a head. */
  void head(Path file, long line, long seq, String record) {
    SignedHead head;
    try {
      head =
          SignedHead.parse(record.replaceFirst("^\\{\"seq\":[0-9]+,\"prev\":\"[0-9a-f]+\",", "{"));
    } catch (IllegalArgumentException e) {
      add(Kind.FORGED_HEAD, file, line, "the head cannot be read: " + e.getMessage());
      return;
    }
    Optional<PublicKey> by = trusted.key(head.key());
    if (by.isEmpty()) {
      add(
          Kind.REPLACED_KEY,
          file,
          line,
          "the head is signed by a key that is not trusted: " + head.key());
    } else if (!head.isBy(by.get())) {
      add(Kind.FORGED_HEAD, file, line, "the head's signature is false");
    } else {
      compare(file, line, seq, head);
    }
  }

  private void compare(Path file, long line, long seq, SignedHead head) {
    seen.add(head.text());
    String present = hashes.of(head.through());
    if (present.equals(head.hash())) {
      heads.add(seq);
      if (last == null || head.through() >= last.through()) {
        last = head;
      }
      heads.headSet(last.through(), true).clear();
    } else if (!present.isEmpty()) {
      add(Kind.REWRITTEN, file, line, rewritten(head) + " this head has signed");
    }
  }

  private String rewritten(SignedHead head) {
    long from = last == null || last.through() >= head.through() ? 1 : last.through() + 1;
    return "records " + from + " to " + head.through() + " are not all those that";
  }

  /**
   * Compares the end with the head that was kept of this chain.
   *
   * @param end where the lane is
   * @param lastRecord the last one there
   * @return the last record that a kept head speaks for, 0 without one
   */
  long compareKept(String chain, Path end, long line, long lastRecord) {
    long through = 0;
    for (SignedHead head : kept) {
      if (head.chain().equals(chain)) {
        through = Math.max(through, head.through());
        compareKept(head, end, line, lastRecord);
      }
    }
    return through;
  }

  private void compareKept(SignedHead head, Path end, long line, long lastRecord) {
    if (trusted.key(head.key()).filter(head::isBy).isEmpty()) {
      add(Kind.FORGED_HEAD, end, 0, "the head that was kept is not by a key that is trusted");
    } else if (head.through() > lastRecord) {
      add(
          Kind.CUT_TAIL,
          end,
          line,
          "records "
              + (lastRecord + 1)
              + " to "
              + head.through()
              + " are missing after this line: they were signed on "
              + head.time());
    } else if (!watched.get(head.through()).equals(head.hash())) {
      add(Kind.REWRITTEN, end, line, rewritten(head) + " the kept head has signed");
    } else if (!seen.contains(head.text())) {
      add(
          Kind.CUT_TAIL,
          end,
          line,
          "the record of the kept head, which speaks for record "
              + head.through()
              + ", is missing, and what came after it");
    }
  }

  private void add(Kind kind, Path file, long line, String text) {
    findings.accept(new TrailFinding(kind, file, line, line, text));
  }
}
