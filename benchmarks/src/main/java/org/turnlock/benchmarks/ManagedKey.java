// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.crypto.SecretKey;
import org.turnlock.benchmarks.backend.Backend;
import org.turnlock.benchmarks.backend.TokenBackend;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;

/** A managed AES-256 key with two versions; made once, found by the runs that follow. */
final class ManagedKey {
  private static final String ALIAS = "benchmark-managed";

  private ManagedKey() {}

  static SecretKey of(Backend backend) throws GeneralSecurityException, IOException {
    TokenBackend turnlock = (TokenBackend) backend;
    KeyStore keyStore = turnlock.keyStore();
    ManagedKeys keys = turnlock.turnlockWithKeyStore().managedKeys();
    if (!keyStore.containsAlias(ALIAS)) {
      keys.create(ManagedKeySpec.builder(ALIAS).build());
      keys.rotate(ALIAS, 1);
    }
    return (SecretKey) keyStore.getKey(ALIAS, null);
  }
}
