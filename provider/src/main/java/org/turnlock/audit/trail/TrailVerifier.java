// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.turnlock.audit.trail.TrailFinding.Kind;

/**
 * Checks a trail: that no line was changed, put in, moved or left out, that the heads are signed,
 * and, given the heads that were kept elsewhere, that nothing was cut off at its end. Needs a
 * public key at most. Immutable.
 *
 * <p>A trail may be written to meanwhile; then get the kept heads first.
 */
public final class TrailVerifier {
  private final Path trail;
  private final List<PublicKey> keys;
  private final List<SignedHead> kept;
  private final boolean tokenAsked;
  private final boolean mayBeginLater;
  private final LongConsumer progress;

  private TrailVerifier(
      Path trail,
      List<PublicKey> keys,
      List<SignedHead> kept,
      boolean tokenAsked,
      boolean mayBeginLater,
      LongConsumer progress) {
    this.trail = trail;
    this.keys = keys;
    this.kept = kept;
    this.tokenAsked = tokenAsked;
    this.mayBeginLater = mayBeginLater;
    this.progress = progress;
  }

  /**
   * Checks a trail with the key that it names itself.
   *
   * @param trail the directory, or one lane of it
   */
  public static TrailVerifier of(Path trail) {
    return new TrailVerifier(trail, List.of(), List.of(), false, false, bytes -> {});
  }

  /** The same, with heads by these keys only. */
  public TrailVerifier trusting(Collection<PublicKey> these) {
    return new TrailVerifier(trail, List.copyOf(these), kept, tokenAsked, mayBeginLater, progress);
  }

  /** The same, compared with these heads: the last ones of their chains. */
  public TrailVerifier keptHeads(Collection<SignedHead> these) {
    return new TrailVerifier(trail, keys, List.copyOf(these), true, mayBeginLater, progress);
  }

  /** The same, with the keys of a token too, and with its heads; it must be logged in. */
  public TrailVerifier askingToken(HeadSigner token) {
    List<PublicKey> all = new ArrayList<>(keys);
    all.addAll(token.keys());
    return trusting(all).keptHeads(token.kept());
  }

  /** The same, where the first files were put away on purpose. */
  public TrailVerifier beginningLater() {
    return new TrailVerifier(trail, keys, kept, tokenAsked, true, progress);
  }

  /** The same, which tells of each file how many bytes it was, once it has read it. */
  public TrailVerifier telling(LongConsumer listener) {
    return new TrailVerifier(trail, keys, kept, tokenAsked, mayBeginLater, listener);
  }

  /**
   * Checks all of it.
   *
   * @throws IOException if it cannot be read, or there is no trail
   */
  public TrailReport verify() throws IOException {
    long began = System.nanoTime();
    List<LaneReport> lanes = new ArrayList<>();
    LineScanner scanner = new LineScanner();
    RecentHashes hashes = new RecentHashes();
    TrustedKeys trusted = new TrustedKeys(keys);
    for (Path lane : lanes()) {
      lanes.add(
          new LaneCheck(scanner, hashes, mayBeginLater, progress)
              .check(lane, trusted.copy(), kept));
    }
    List<TrailFinding> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    strayFiles(findings);
    chainsThatAreThereTwice(lanes, findings);
    missingChains(lanes, findings, notes);
    return new TrailReport(
        List.copyOf(lanes),
        List.copyOf(findings),
        List.copyOf(notes),
        !keys.isEmpty(),
        tokenAsked,
        Duration.ofNanos(System.nanoTime() - began));
  }

  private Collection<Path> lanes() throws IOException {
    if (!Files.isDirectory(trail)) {
      throw new NoSuchFileException(trail.toString(), null, "there is no audit trail");
    }
    return LaneFiles.lanesOrLane(trail);
  }

  /** Nobody writes beside lanes, and who reads them does not look there. */
  private void strayFiles(List<TrailFinding> findings) throws IOException {
    if (!LaneFiles.lanes(trail).isEmpty()) {
      for (Path stray : LaneFiles.of(trail).values()) {
        findings.add(
            new TrailFinding(
                Kind.INSERTED, stray, 0, 0, "the file is in no lane, and was put in here"));
      }
    }
  }

  private static void chainsThatAreThereTwice(List<LaneReport> lanes, List<TrailFinding> findings) {
    Map<String, Path> first = new HashMap<>();
    for (LaneReport lane : lanes) {
      Path other = lane.chain().isEmpty() ? null : first.putIfAbsent(lane.chain(), lane.lane());
      if (other != null) {
        findings.add(
            new TrailFinding(
                Kind.INSERTED,
                lane.lane(),
                0,
                0,
                "chain " + lane.chain() + " is in " + other.getFileName() + " too"));
      }
    }
  }

  private void missingChains(
      List<LaneReport> lanes, List<TrailFinding> findings, List<String> notes) throws IOException {
    Set<String> present = new HashSet<>();
    lanes.forEach(lane -> present.add(lane.chain()));
    long elsewhere = 0;
    for (SignedHead head : kept) {
      if (present.contains(head.chain())) {
        continue;
      }
      if (isOfThisTrail(head)) {
        findings.add(
            new TrailFinding(
                Kind.MISSING_CHAIN,
                Path.of(head.lane()),
                0,
                0,
                "chain "
                    + head.chain()
                    + " with "
                    + head.through()
                    + " records is missing, last signed on "
                    + head.time()
                    + " on host "
                    + head.host()));
      } else {
        elsewhere++;
      }
    }
    if (elsewhere > 0 && LaneFiles.of(trail).isEmpty()) {
      notes.add("heads of chains that are kept in other directories: " + elsewhere);
    }
  }

  /** Whether it was kept of a lane of this directory, or of a lane that this directory is. */
  private boolean isOfThisTrail(SignedHead head) throws IOException {
    try {
      Path lane = Path.of(head.lane());
      List<Path> here = List.of(trail.toAbsolutePath().normalize(), trail.toRealPath());
      return here.contains(lane) || here.contains(lane.getParent());
    } catch (InvalidPathException nowhereHere) {
      return false;
    }
  }
}
