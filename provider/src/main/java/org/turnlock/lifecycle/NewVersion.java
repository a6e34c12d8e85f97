// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.PublicKey;
import java.util.Optional;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.TokenKey;

/**
 * A version whose key is made, but which no record knows yet.
 *
 * @param record the key's record as it is before
 * @param version what the record will hold of it
 * @param key the key in the token
 * @param publicKey the public half of a pair, where the token tells it
 */
record NewVersion(
    ManagedKeyRecord record, VersionRecord version, TokenKey key, Optional<PublicKey> publicKey) {

  /** What is done with a new version before it is committed. */
  @FunctionalInterface
  interface Step<E extends Exception> {
    /** Nothing. */
    static <E extends Exception> Step<E> none() {
      return version -> {};
    }

    /** If this fails, the version is taken back with all that has its CKA_ID. */
    void with(NewVersion version) throws E;
  }
}
