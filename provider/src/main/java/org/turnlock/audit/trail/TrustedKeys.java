// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.PublicKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys whose heads count: those that were given. Where none was, the first that a chain names.
 */
final class TrustedKeys {
  private final Map<String, PublicKey> keys = new HashMap<>();
  private final boolean given;

  TrustedKeys(Collection<PublicKey> given) {
    this.given = !given.isEmpty();
    given.forEach(key -> keys.put(HeadKeys.fingerprint(key), key));
  }

  /** For another chain. */
  TrustedKeys copy() {
    return new TrustedKeys(given ? keys.values() : List.of());
  }

  /** A chain names a key; false if heads by it do not count. */
  boolean names(PublicKey key) {
    String fingerprint = HeadKeys.fingerprint(key);
    if (!given && keys.isEmpty()) {
      keys.put(fingerprint, key);
    }
    return keys.containsKey(fingerprint);
  }

  Optional<PublicKey> key(String fingerprint) {
    return Optional.ofNullable(keys.get(fingerprint));
  }
}
