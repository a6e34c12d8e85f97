// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.function.UnaryOperator;
import javax.security.auth.login.LoginException;
import org.turnlock.token.TokenLogin;

/**
 * Where the resident objects are kept: in memory only, or in a file. Every method but {@link
 * #login} and {@link #close} fails with {@code TokenException} after {@code close()}.
 */
interface ObjectStore {
  /**
   * The objects as this process knows them; no file is touched.
   *
   * @throws org.turnlock.token.TokenException if a login is needed first
   */
  ObjectMap current();

  /** The objects as they are now, changes by other processes included; none before the login. */
  ObjectMap latest();

  /**
   * Changes the objects; on return the change is durable. A change that gives back the map it got
   * writes nothing.
   */
  void change(UnaryOperator<ObjectMap> change);

  /** The session keys of the present login. */
  SessionKeys sessionKeys();

  TokenLogin login();

  /** See {@link SoftwareToken#changePin}. */
  void changePin(char[] oldPin, char[] newPin) throws LoginException;

  /** Fails after {@link #close}. */
  void requireOpen();

  /** A name for this store that no other has; empty if there is none yet. */
  String serial();

  /** Forgets everything secret. Idempotent. */
  void close();
}
