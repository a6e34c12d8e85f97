// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.directory.VersionMeter;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenException;

/** The use of all managed keys of one token in this process. Thread-safe. */
public final class TokenUseMeter implements UseMeter, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TokenUseMeter.class.getName());

  private final RecordStore store;
  private final Clock clock;
  private final Executor background;
  private final Map<KeyId, VersionUse> versions = new ConcurrentHashMap<>();
  private volatile LimitRotation rotation;

  /**
   * @param store is told how much is used
   * @param background tells it, once a minute, while uses go on
   */
  public TokenUseMeter(RecordStore store, Clock clock, Executor background) {
    this.store = store;
    this.clock = clock;
    this.background = background;
  }

  /** Has keys rotated from now on whose current version is nearly spent. */
  public void rotateBy(LimitRotation successor) {
    rotation = successor;
  }

  @Override
  public VersionMeter of(String alias, VersionRecord version) {
    return versions.computeIfAbsent(
        version.id(),
        id ->
            new VersionUse(
                alias,
                version.number(),
                new UseLedger(store, alias, version),
                clock,
                () -> rotation,
                background));
  }

  @Override
  public void forget(KeyId version) {
    versions.remove(version);
  }

  /** Tells the last use of every key, and gives back what was reserved in vain. */
  @Override
  public void close() {
    for (VersionUse version : versions.values()) {
      try {
        version.close();
      } catch (TokenException e) {
        LOG.log(System.Logger.Level.DEBUG, "the last use of keys was not told", e);
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "the last use of a key was not told", e);
      }
    }
  }
}
