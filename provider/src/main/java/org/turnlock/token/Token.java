// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Map;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;

/**
 * Where keys live: the seam between Turnlock and a PKCS#11 token, or the embedded software token.
 * Speaks PKCS#11's terms (mechanisms, attributes) with Java types. Thread-safe.
 *
 * <p>Failures are {@link TokenException}. After {@link #close()} every method fails with one.
 */
public interface Token extends AutoCloseable {
  /** What the token says of itself. */
  TokenDescription description();

  /**
   * The mechanisms that the token has and the configuration has left enabled, by CKM_* number. Read
   * once; the map is immutable.
   */
  Map<Long, MechanismInfo> mechanisms();

  /**
   * Whether the token may take these parameters of a mechanism that it has; false only where it is
   * known not to.
   */
  default boolean mayTake(Mechanism mechanism) {
    return true;
  }

  /** Login and logout. */
  TokenLogin login();

  /** Finding, making and removing objects. */
  TokenObjects objects();

  /** Using keys. */
  TokenCryptography cryptography();

  /** Keys out of keys: wrapping, unwrapping, deriving. */
  TokenWrapping wrapping();

  /** Logs out, ends every session, forgets the PIN. Session keys are gone. Idempotent. */
  @Override
  void close();
}
