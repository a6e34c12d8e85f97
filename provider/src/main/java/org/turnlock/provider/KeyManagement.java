// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import org.turnlock.config.ManagedKeySettings;
import org.turnlock.identity.CallerIdentity;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.metering.TokenUseMeter;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.lifecycle.AuditedManagedKeys;
import org.turnlock.lifecycle.ManagedKeyEngine;
import org.turnlock.lifecycle.RotationScheduler;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.Witness;
import org.turnlock.token.Token;

/** All that a provider needs for the managed keys of its token. */
final class KeyManagement implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.turnlock.provider");

  /** So long what is being changed may take to its end. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String LIMIT = "limit";

  private final ManagedKeySettings settings;
  private final Witness witness;
  private final Clock clock = Clock.systemUTC();
  private final BackgroundThread background = new BackgroundThread("Turnlock-usage");
  private final RecordStore records;
  private final TokenUseMeter meter;
  private final ManagedKeyDirectory directory;
  private ManagedKeyEngine engine;
  private AuditedManagedKeys own;
  private RotationScheduler scheduler;

  /** Makes no call of the token. */
  KeyManagement(Token token, ManagedKeySettings settings, Witness witness, CallerIdentity callers) {
    this.witness = witness;
    this.settings = settings;
    this.records = RecordStores.openIfPossible(token, settings.directory().orElse(null));
    this.meter = new TokenUseMeter(records, clock, background);
    this.directory =
        new ManagedKeyDirectory(token, records, meter, settings.refresh(), callers::current, clock);
  }

  /** The managed keys as programs use them. */
  ManagedKeyDirectory directory() {
    return directory;
  }

  /**
   * The life of the managed keys, which are rotated when they are spent from here on. To be called
   * once.
   *
   * @param provider does what needs an algorithm of the JCA
   */
  ManagedKeys begin(Provider provider) {
    engine =
        new ManagedKeyEngine(
            records, directory, provider, clock, settings.defaultPeriod(), witness);
    ActionAudit audit = new ActionAudit(witness);
    own = new AuditedManagedKeys(engine, audit);
    meter.rotateBy(this::successor);
    return new AuditedManagedKeys(engine.forCallers(), audit);
  }

  /** Rotates a key; whatever became of that, the record says which version is current. */
  private int successor(String alias, int number) {
    try {
      return own.rotate(alias, number, LIMIT).current();
    } catch (ManagedKeyException e) {
      int current = directory.reread(alias).map(ManagedKeyRecord::current).orElse(0);
      if (current > number) {
        return current;
      }
      throw e;
    }
  }

  /** Begins to rotate keys when they are due, if the configuration says so. */
  void schedule() {
    if (settings.rotation()) {
      scheduler = RotationScheduler.start(engine, clock, settings.jitter());
    }
  }

  /**
   * Ends the scheduler and what is being changed, and tells the last of how much keys were used.
   */
  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.close();
    }
    background.close();
    records.endChanges(PATIENCE);
    try {
      meter.close();
      records.close();
    } catch (RuntimeException e) {
      // A token that no longer answers is closed all the same.
      LOG.log(System.Logger.Level.DEBUG, "the last use of keys was not told", e);
    }
  }
}
