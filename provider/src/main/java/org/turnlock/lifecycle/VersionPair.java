// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.PublicKey;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * Both halves of one version of a pair, as the token has them.
 *
 * @param version its number
 */
record VersionPair(String alias, int version, TokenKey privateKey, PublicKey publicKey) {
  /** What has just been made. */
  static VersionPair of(NewVersion made) {
    ManagedKeyRecord record = made.record();
    int number = made.version().number();
    return new VersionPair(
        record.alias(),
        number,
        made.key(),
        made.publicKey()
            .orElseThrow(() -> missing(record, number, "does not tell its public half")));
  }

  /** What is there: the public half from its own object, else from the certificate. */
  static VersionPair of(TokenObjects objects, ManagedKeyRecord record, VersionRecord version) {
    int number = version.number();
    requirePair(record);
    TokenContents found = objects.find(new ObjectQuery.Identified(version.id()));
    TokenKey key =
        found.keys().stream()
            .filter(it -> it.attributes().keyClass() == KeyClass.PRIVATE)
            .findFirst()
            .orElseThrow(() -> missing(record, number, "is no longer in the token"));
    PublicKey half =
        objects
            .publicKey(key)
            .or(
                () ->
                    found.certificates().stream()
                        .map(it -> it.certificate().getPublicKey())
                        .findFirst())
            .orElseThrow(
                () -> missing(record, number, "has neither a public key object nor a certificate"));
    return new VersionPair(record.alias(), number, key, half);
  }

  static void requirePair(ManagedKeyRecord record) {
    if (!record.kind().isPair()) {
      throw new ManagedKeyException(
              Reason.UNSUPPORTED,
              "key '"
                  + record.alias()
                  + "' is "
                  + record.kind()
                  + ", which has no public half and no certificate")
          .about(record.alias());
    }
  }

  private static ManagedKeyException missing(ManagedKeyRecord record, int number, String what) {
    return new ManagedKeyException(Reason.NOT_FOUND, name(record.alias(), number) + " " + what)
        .about(record.alias(), number);
  }

  /** For messages. */
  static String name(String alias, int number) {
    return "version " + number + " of key '" + alias + "'";
  }

  /** For messages. */
  String name() {
    return name(alias, version);
  }

  /** The label of certificates: that of the key, which an adopted one has kept. */
  String label() {
    String own = privateKey.attributes().label();
    return own.isEmpty() ? KeyNames.of(alias, version) : own;
  }
}
