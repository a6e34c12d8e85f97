// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.security.InvalidKeyException;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.VersionedKey;
import org.turnlock.token.KeyUsage;

/** Which version of a managed key it is, from an {@code init} on; all other keys are themselves. */
public final class KeyChoice {
  private KeyChoice() {}

  /**
   * The key that encrypts, signs, wraps or makes MACs.
   *
   * @throws InvalidKeyException if it may not now
   */
  public static <K extends VersionedKey> K forNewWork(K key, KeyUsage use)
      throws InvalidKeyException {
    return at(key, key.source().forNewWork(use));
  }

  /**
   * The key that is to be wrapped by another: of a managed key the current version, of a version
   * itself.
   *
   * @throws InvalidKeyException if it may not be used at all now
   */
  public static <K extends VersionedKey> K toBeWrapped(K key) throws InvalidKeyException {
    return at(key, key.source().toBeWrapped());
  }

  /** The same JCA key with another source. */
  @SuppressWarnings("unchecked") // with() gives the class of its receiver, which is final
  static <K extends VersionedKey> K at(K key, KeySource source) {
    return key.source().equals(source) ? key : (K) key.with(source);
  }
}
