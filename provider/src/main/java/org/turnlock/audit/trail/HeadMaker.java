// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes signed heads of a chain. The chain goes on meanwhile; a head that comes too late for that
 * is dropped, and the next one speaks for its records too. Not for several threads.
 */
final class HeadMaker {
  /** How many records may come between a head's last one and its own; a verifier knows that. */
  static final int LATEST = 1 << 16;

  private final TrailWriter writer;
  private final HeadSigner signer;
  private final LaneEnd beginning;
  private final Lane lane;
  private final String chain;
  private String declared;
  private PublicKey key;

  HeadMaker(TrailWriter writer, HeadSigner signer, Lane lane, String chain) {
    this.writer = writer;
    this.signer = signer;
    this.lane = lane;
    this.beginning = lane.end();
    this.chain = chain;
    this.declared = beginning.told().map(it -> it.parameter("key")).orElse("");
  }

  boolean isIntroduced() {
    return key != null;
  }

  boolean ready() {
    return signer.ready();
  }

  /**
   * Signs all that is in the chain now.
   *
   * @return the number of the last record that is signed, or -1 if it came too late
   */
  long make() throws IOException, GeneralSecurityException {
    introduce();
    String fingerprint = HeadKeys.fingerprint(key);
    TrailWriter.Point point = writer.settle();
    SignedHead head = SignedHead.sign(writer.headOf(point, fingerprint), signer);
    if (writer.seq() - point.seq() >= LATEST) {
      return -1;
    }
    writer.head(head);
    if (signer.neverKeeps().isEmpty()) {
      signer.keep(head);
    }
    return point.seq();
  }

  /** Tells in the trail that its heads are not signed for now. */
  void failed(Throwable why) throws IOException {
    writer.tell("unsigned", Map.of("unsigned", why.toString()));
  }

  /**
   * Says which key signs from now on, and whether the chain was as the head that was kept says.
   * Once.
   */
  void introduce() throws IOException, GeneralSecurityException {
    if (key != null) {
      return;
    }
    PublicKey chosen = signer.choose(declared);
    String fingerprint = HeadKeys.fingerprint(chosen);
    compareKept();
    writer.key(fingerprint, HeadKeys.text(chosen));
    if (!fingerprint.equals(declared)) {
      writer.tell("key", Map.of("publicKey", HeadKeys.text(chosen)));
      declared = fingerprint;
    }
    key = chosen;
  }

  private void compareKept() throws IOException {
    Optional<SignedHead> kept =
        signer.kept().stream().filter(it -> it.chain().equals(chain)).findAny();
    if (kept.isEmpty()) {
      return;
    }
    SignedHead head = kept.get();
    String wrong = "";
    if (head.through() > beginning.seq()) {
      wrong = "records up to " + head.through() + " are missing, which were there and signed";
    } else if (!LaneHashes.of(lane.directory(), head.through()).equals(head.hash())) {
      wrong = "record " + head.through() + " is not the one that was signed";
    }
    if (!wrong.isEmpty()) {
      Map<String, String> parameters = new HashMap<>();
      parameters.put("wrong", wrong);
      parameters.put("keptHead", head.text());
      parameters.put("endedAt", Long.toString(beginning.seq()));
      writer.tell("tampered", parameters);
    }
  }
}
