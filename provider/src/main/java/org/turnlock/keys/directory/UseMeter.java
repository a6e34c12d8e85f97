// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.token.KeyUsage;

/** Is told every use of a managed key. On the hot path: asks no token. */
public interface UseMeter {
  /** Counts nothing. */
  UseMeter NONE = (alias, version, use, bytes) -> {};

  /**
   * Counts a use that is about to happen.
   *
   * @param bytes of input
   * @throws org.turnlock.keys.ManagedKeyException if the version has done as much as it may
   */
  void count(String alias, int version, KeyUsage use, long bytes);
}
