// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.Key;

/** A key that a {@link KeySource} finds: of a managed key, each use may find another version. */
public sealed interface VersionedKey extends Key permits TokenBackedKey, ManagedPublicKey {
  /** Where the key is found. */
  KeySource source();

  /** The same kind of key under the same algorithm's name, found at {@code other}. */
  VersionedKey with(KeySource other);
}
