// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
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

  /** As the JCA uses it. */
  Key key(KeyStore keyStore) throws GeneralSecurityException {
    Key key = keyStore.getKey(name(), null);
    if (key == null) {
      requireUsable();
      throw new Failure(ExitCode.NOT_FOUND, "key '" + name() + "' is not to be used now", null);
    }
    return key;
  }

  /** The refusals that the JCA would give, where there is nothing to ask it for. */
  void requireUsable() {
    String key = "key '" + info.alias() + "' ";
    switch (info.state()) {
      case ENABLED -> {}
      case DISABLED ->
          throw new ManagedKeyException(
              Reason.DISABLED, key + "is disabled: enable it to use it again");
      case PENDING_IMPORT ->
          throw new ManagedKeyException(
              Reason.STATE, key + "has no material yet: import a version first");
      case PENDING_DELETION ->
          throw new ManagedKeyException(
              Reason.STATE, key + "is to be deleted: cancel the deletion and enable it");
    }
  }
}
