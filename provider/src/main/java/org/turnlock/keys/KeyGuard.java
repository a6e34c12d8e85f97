// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;

/** What must hold whenever one key is used. On the hot path: an implementation asks no token. */
public interface KeyGuard {
  /** For keys that nothing watches over. */
  KeyGuard NONE =
      new KeyGuard() {
        @Override
        public void requireNewWork(KeyUsage use) {}

        @Override
        public void requireOldWork(KeyUsage use) {}

        @Override
        public void requireUsable() {}

        @Override
        public void beforeLeaving() {}

        @Override
        public void beforeUse(KeyUsage use, long bytes, byte[] aad) {}

        @Override
        public void beforeMore(KeyUsage use) {}
      };

  /** Whether the key may be taken to encrypt, sign, wrap or make MACs. */
  void requireNewWork(KeyUsage use) throws InvalidKeyException;

  /** Whether the key may be taken to decrypt, unwrap or derive. */
  void requireOldWork(KeyUsage use) throws InvalidKeyException;

  /** Whether the key may be used at all, and leave the token wrapped under another. */
  void requireUsable() throws InvalidKeyException;

  /**
   * Whether the key may leave the token at this very moment, wrapped under another.
   *
   * @throws ManagedKeyException if not
   */
  void beforeLeaving();

  /**
   * Whether the key may be used at this very moment; counts the use.
   *
   * @param bytes of input
   * @param aad the caller's additional authenticated data, which a policy may ask for; empty
   *     without
   * @throws ManagedKeyException if not
   */
  void beforeUse(KeyUsage use, long bytes, byte[] aad);

  /**
   * Whether what the token has given for a use that was counted may be used at this very moment.
   *
   * @throws ManagedKeyException if not
   */
  void beforeMore(KeyUsage use);

  /**
   * As {@link #beforeUse}, for old work that shows by its failure that another version made the
   * data: not counted before {@link #tryWorked} says that it was this one.
   */
  default void beforeTry(KeyUsage use, long bytes, byte[] aad) {
    beforeUse(use, bytes, aad);
  }

  /** What was tried was this key's work. */
  default void tryWorked(KeyUsage use) {}

  /** The same, where a policy is asked for another operation than the use itself is. */
  default KeyGuard asking(PolicyOperation operation) {
    return this;
  }
}
