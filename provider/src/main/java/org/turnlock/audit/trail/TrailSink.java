// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.CountingSink;

/**
 * Keeps events in a trail: a chain of lines in files, in a lane of a directory that no other
 * process uses meanwhile, with signed heads. Goes on where the last process on that lane ended, and
 * says how that did.
 */
public final class TrailSink implements CountingSink {
  /** What {@link #name} says. */
  public static final String NAME = "trail";

  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final Duration LAST_HEAD = Duration.ofSeconds(5);
  private static final String SOFTWARE = "Turnlock";

  private final Lane lane;
  private final EnqueuedCounter counter;
  private final TrailWriter writer;
  private final HeadThread heads;
  private final boolean signs;
  private boolean closed;

  private TrailSink(
      Lane lane, EnqueuedCounter counter, TrailWriter writer, HeadThread heads, boolean signs) {
    this.lane = lane;
    this.counter = counter;
    this.writer = writer;
    this.heads = heads;
    this.signs = signs;
  }

  /**
   * Takes a lane and goes on with its chain, or begins one.
   *
   * @param origin of the events; lanes are gone on with by those of the same token only
   * @param signer of the heads; need not be ready yet
   * @throws IOException if nothing can be written there, or not safely
   */
  public static TrailSink open(TrailSettings settings, AuditOrigin origin, HeadSigner signer)
      throws IOException {
    return open(settings, origin, signer, Clock.systemUTC());
  }

  static TrailSink open(TrailSettings settings, AuditOrigin origin, HeadSigner signer, Clock clock)
      throws IOException {
    boolean interrupted = Thread.interrupted(); // which would close the lock's channel
    try {
      Lane lane = Lane.take(settings.directory(), origin);
      boolean opened = false;
      try {
        TrailSink sink = goOn(lane, settings, origin, signer, clock);
        opened = true;
        return sink;
      } finally {
        if (!opened) {
          lane.lock().close();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TrailSink goOn(
      Lane lane, TrailSettings settings, AuditOrigin origin, HeadSigner signer, Clock clock)
      throws IOException {
    LaneEnd end = lane.end();
    String chain = end.told().map(TrailFields::chain).orElseGet(TrailEvents::randomHex);
    TrailEvents events = new TrailEvents(origin, chain, clock);
    long lost = EnqueuedCounter.lost(lane.directory(), end);
    TrailWriter writer = new TrailWriter(lane, settings, events, clock);
    boolean begun = false;
    try {
      EnqueuedCounter counter = EnqueuedCounter.begin(lane.directory(), events.writer(), lost);
      writer.key(end.told().map(it -> it.parameter("key")).orElse(""), "");
      writer.tell(end.told().isEmpty() ? "begin" : "continue", beginning(lane, signer, lost));
      HeadThread heads = new HeadThread(new HeadMaker(writer, signer, lane, chain), settings);
      boolean signs = signer.neverSigns().isEmpty();
      if (signs) {
        heads.unsigned();
        heads.start();
      }
      begun = true;
      return new TrailSink(lane, counter, writer, heads, signs);
    } finally {
      if (!begun) {
        writer.close();
      }
    }
  }

  private static Map<String, String> beginning(Lane lane, HeadSigner signer, long lost) {
    LaneEnd end = lane.end();
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("software", software());
    parameters.put("lane", lane.directory().toString());
    signer.neverSigns().ifPresent(why -> parameters.put("unsigned", why));
    signer.neverKeeps().ifPresent(why -> parameters.put("headsNotKept", why));
    if (end.torn().bytes() > 0) {
      parameters.put("tornBytes", Long.toString(end.torn().bytes()));
      parameters.put("tornHash", end.torn().hash());
    }
    if (end.told().isPresent()) {
      parameters.put("closed", Boolean.toString(end.ended()));
    }
    if (lost != 0) {
      parameters.put("lostEvents", lost < 0 ? "unknown" : Long.toString(lost));
    }
    return parameters;
  }

  private static String software() {
    String version = TrailSink.class.getPackage().getImplementationVersion();
    return version == null ? SOFTWARE : SOFTWARE + " " + version;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The directory that this process writes to. */
  public Path lane() {
    return lane.directory();
  }

  @Override
  public void enqueued() {
    counter.count();
  }

  @Override
  public void accept(AuditEvent event) throws IOException {
    writer.event(event);
    if (signs) {
      heads.unsigned();
    }
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  /**
   * Has a head signed over all that was accepted, for who is about to log out.
   *
   * @return whether that was done in time
   */
  public boolean sign(Duration limit) {
    return signs && heads.sign(limit);
  }

  /** Tells that the trail ends, with how much is lost, and has all of it signed. Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Map<String, String> parameters = new TreeMap<>();
      long counted = counter.counted();
      if (counted > writer.told()) {
        parameters.put("lostEvents", Long.toString(counted - writer.told()));
      }
      writer.tell("end", parameters);
      if (signs && !heads.sign(LAST_HEAD) && !heads.isFailing()) {
        LOG.log(
            Level.WARNING,
            "the end of the audit trail in {0} is not signed: nobody is logged in to the token, or"
                + " it did not answer in time. Close the provider while it is logged in, or the"
                + " next that writes there and logs in signs it",
            lane.directory());
      }
    } finally {
      heads.end(Duration.ofSeconds(1));
      try {
        writer.close();
      } finally {
        lane.lock().close();
      }
    }
  }
}
