// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeys;

/** The key that a command is given: a managed one, or a version of one. */
record KeyOfCommand(ManagedKeyInfo info, int version) {
  /**
   * Looks it up.
   *
   * @param name {@code payments} or {@code payments@3}
   */
  static KeyOfCommand find(ManagedKeys keys, String name) {
    KeyNames.Pinned pinned = KeyNames.parse(name).orElse(new KeyNames.Pinned(name, 0));
    return new KeyOfCommand(keys.describe(pinned.alias()), pinned.version());
  }

  /** Its name, with the version where one was named. */
  String name() {
    return version == 0 ? info.alias() : KeyNames.of(info.alias(), version);
  }
}
