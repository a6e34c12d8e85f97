// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.PublicKey;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;
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
    if (!record.kind().isPair()) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED,
          "key '" + record.alias() + "' is " + record.kind() + ", which has no public half");
    }
    TokenContents found = objects.find(new ObjectQuery.Identified(version.id()));
    TokenKey key =
        found.keys().stream()
            .filter(it -> it.attributes().keyClass() == KeyClass.PRIVATE)
            .findFirst()
            .orElseThrow(() -> missing(record, number, "is no longer in the token"));
    return objects
        .publicKey(key)
        .or(
            () ->
                found.certificates().stream()
                    .map(it -> it.certificate().getPublicKey())
                    .findFirst())
        .orElseThrow(
            () -> missing(record, number, "has neither a public key object nor a certificate"));
  }

  private static ManagedKeyException missing(ManagedKeyRecord record, int number, String what) {
    return new ManagedKeyException(
        Reason.NOT_FOUND, "version " + number + " of key '" + record.alias() + "' " + what);
  }
}
