// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** An AES-256 key that stays in a token; made once, found by the runs that follow. */
final class StoredKey {
  static final String ALIAS = "benchmark";
  static final SecretKey SOFTWARE = new SecretKeySpec(Data.bytes(32), "AES");

  private StoredKey() {}

  static void ensure(KeyStore keyStore) throws GeneralSecurityException {
    if (!keyStore.containsAlias(ALIAS)) {
      keyStore.setKeyEntry(ALIAS, SOFTWARE, null, null);
    }
  }
}
