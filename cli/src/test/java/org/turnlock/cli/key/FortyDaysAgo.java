// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.turnlock.cli.Workplace;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.lifecycle.ManagedKeyEngine;
import org.turnlock.token.Token;

/** A workplace's managed keys, forty days ago. */
record FortyDaysAgo(OpenedToken opened, ManagedKeys keys) implements AutoCloseable {
  /**
   * @param key one of the token, whichever
   */
  FortyDaysAgo(Workplace at, String key) throws Exception {
    this(open(at), key);
  }

  private FortyDaysAgo(OpenedToken opened, String key) throws InvalidKeyException {
    this(opened, then(opened, key));
  }

  private static OpenedToken open(Workplace at) throws Exception {
    OpenedToken opened =
        OpenedToken.open(TurnlockConfiguration.parse(at.configuration), callbacks -> {});
    opened.keyStore();
    return opened;
  }

  private static ManagedKeys then(OpenedToken opened, String key) throws InvalidKeyException {
    TokenBackedKey known = (TokenBackedKey) opened.provider().managedKeys().key(key);
    Token token = known.tokenKey().token();
    RecordStore records = RecordStores.open(token, null);
    Clock clock = Clock.fixed(Instant.now().minus(Duration.ofDays(40)), ZoneOffset.UTC);
    return new ManagedKeyEngine(
        records,
        new ManagedKeyDirectory(token, records, UseMeter.NONE, Duration.ofSeconds(5)),
        opened.provider(),
        clock);
  }

  @Override
  public void close() {
    opened.close();
  }
}
