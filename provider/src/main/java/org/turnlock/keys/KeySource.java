// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditedKey;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/**
 * Where a JCA key finds its key in the token: always the same one ({@link FixedKeySource}), or the
 * versions of a managed key, whichever is right at the moment. Equal sources mean equal keys.
 */
public interface KeySource {
  /**
   * The key as its attributes are read: a managed key's current version, the last one known where
   * the key cannot be used. Asks the token nothing, but for a version that is new here.
   */
  TokenKey tokenKey();

  /**
   * The public half of {@link #tokenKey()}, of a key pair.
   *
   * @throws ManagedKeyException if neither the token nor a certificate tells it
   */
  PublicKey publicKey();

  /** What must hold at each use of {@link #tokenKey()}. */
  KeyGuard guard();

  /**
   * The source of the one key that encrypts, signs, wraps or makes MACs from now on.
   *
   * @throws InvalidKeyException if the key may not be used so now; says what would allow it
   */
  KeySource forNewWork(KeyUsage use) throws InvalidKeyException;

  /**
   * The sources of all keys that may have made what is to be decrypted or unwrapped, likeliest
   * first; never empty. The token is asked for a key when it is got from the list, which fails with
   * {@link ManagedKeyException} if it is no longer there.
   *
   * @throws InvalidKeyException if the key may not be used so now; says what would allow it
   */
  List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException;

  /**
   * The source of the one key that may be wrapped by another, and so leave the token.
   *
   * @throws InvalidKeyException if the key may not be used at all now
   */
  KeySource toBeWrapped() throws InvalidKeyException;

  /**
   * The sources of keys that {@link #forOldWork} does not know yet, as other processes may have
   * rotated the key meanwhile: asked once all of {@code tried}, which it gave, have failed.
   */
  default List<KeySource> notTried(KeyUsage use, List<KeySource> tried) throws InvalidKeyException {
    return List.of();
  }

  /** Tells which of {@link #forOldWork} it was, so that it comes first the next time. */
  default void worked(KeySource version) {}

  /** The number of the version that {@link #tokenKey()} is; 0 for a key that is not managed. */
  default int versionNumber() {
    return 0;
  }

  /**
   * The source of the one version that has made what is to be decrypted, where that itself tells
   * which. Asks the token at once for a version that is not known here, as other processes may have
   * rotated the key.
   *
   * @return empty if there never was such a version
   * @throws ManagedKeyException if the version is destroyed or lost, or this source stands for
   *     another one only
   */
  default Optional<KeySource> version(int number) {
    return Optional.empty();
  }

  /** Whether what it signs is only compared with what others have made. */
  default boolean isForVerifying() {
    return false;
  }

  /** Which key it is that {@link #tokenKey()} gives, as the audit says it. */
  AuditedKey audited();

  /**
   * The same keys, where a policy is asked for another operation than their use itself is: a
   * decryption may be half of encrypting anew.
   */
  default KeySource as(PolicyOperation operation) {
    return this;
  }

  /** What the key is called in messages, for example {@code payments} or {@code payments@3}. */
  String name();
}
