// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.SettableClock;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/** The life cycle over one token, with a clock that stands until it is told to move. */
final class LifecycleFixture {
  private static final AtomicInteger NAMES = new AtomicInteger();

  final Token token;
  final Provider provider;
  final RecordStore store;
  final ManagedKeyDirectory directory;
  final ManagedKeyEngine keys;
  private final SettableClock clock = new SettableClock();

  LifecycleFixture(Token token) {
    this(token, RecordStores.open(token, null));
  }

  LifecycleFixture(Token token, RecordStore store) {
    this.token = token;
    this.provider = TestProviders.over(token);
    this.store = store;
    this.directory = new ManagedKeyDirectory(token, store, UseMeter.NONE, Duration.ofHours(1));
    this.keys = new ManagedKeyEngine(store, directory, provider, clock);
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  void pass(Duration time) {
    clock.pass(time);
  }

  /** An alias that no other key of the token has. */
  static String newAlias() {
    return "key-" + NAMES.incrementAndGet();
  }

  static ManagedKeySpec.Builder spec(String algorithm) {
    return ManagedKeySpec.builder(newAlias()).algorithm(algorithm);
  }

  /** A new key of one version. */
  ManagedKeyInfo create(String algorithm) {
    return keys.create(spec(algorithm).build());
  }

  /** The rotation-aware JCA key. */
  TokenBackedKey key(String alias) throws InvalidKeyException {
    return directory.key(alias).orElseThrow();
  }

  /** The JCA key of one version. */
  TokenBackedKey version(String alias, int number) throws InvalidKeyException {
    return directory.version(alias, number).orElseThrow();
  }

  /** Labels of the keys that are in the token for an alias, whatever its record says. */
  List<String> inToken(String alias) {
    return token.objects().keys().stream()
        .map(TokenKey::attributes)
        .map(attributes -> attributes.label())
        .filter(label -> KeyNames.parse(label).filter(n -> n.alias().equals(alias)).isPresent())
        .sorted()
        .toList();
  }
}
