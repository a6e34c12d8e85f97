// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeys;

/**
 * The key that a command is given: a managed one, or a version of one. Whoever may use it need not
 * be allowed anything else: its description is not asked for.
 *
 * @param name {@code payments} or {@code payments@3}
 */
record KeyOfCommand(String name, Key key) {
  /**
   * Looks it up.
   *
   * @throws org.turnlock.keys.ManagedKeyException if it is not there, or cannot be used now
   */
  static KeyOfCommand find(ManagedKeys keys, String name) throws InvalidKeyException {
    return new KeyOfCommand(name, keys.key(name));
  }

  static String alias(String name) {
    return KeyNames.parse(name).map(KeyNames.Pinned::alias).orElse(name);
  }

  /** Without the version that may have been named. */
  String alias() {
    return alias(name);
  }

  boolean isPinned() {
    return KeyNames.parse(name).isPresent();
  }

  boolean isPair() {
    return key instanceof PrivateKey;
  }
}
