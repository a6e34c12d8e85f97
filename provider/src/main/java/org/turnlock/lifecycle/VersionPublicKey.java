// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.PublicKey;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.TokenObjects;

/** The public halves of versions: from their own objects, else from their certificates. */
final class VersionPublicKey {
  private final TokenObjects objects;

  VersionPublicKey(TokenObjects objects) {
    this.objects = objects;
  }

  /** The public half of a version that may verify. */
  PublicKey of(ManagedKeyRecord record, int number) {
    KeyStates.requireUsable(record);
    VersionRecord version = VersionTransitions.required(record, number);
    KeyStates.requireOldWork(record, version);
    return VersionPair.of(objects, record, version).publicKey();
  }
}
