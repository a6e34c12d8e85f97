// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;

/** Is told every use of a token's managed keys. */
@FunctionalInterface
public interface UseMeter {
  /** Counts nothing. */
  UseMeter NONE = (alias, version) -> (use, bytes, seen) -> {};

  /** What is told the uses of one version. */
  VersionMeter of(String alias, VersionRecord version);

  /** A version is destroyed for good: nothing more is counted of it. */
  default void forget(KeyId version) {}

  /** Whether a use is new work, which is counted and limited; old work only has a date. */
  static boolean isNewWork(KeyUsage use) {
    return switch (use) {
      case ENCRYPT, SIGN, WRAP, DERIVE, ENCAPSULATE -> true;
      case DECRYPT, UNWRAP, VERIFY, DECAPSULATE -> false;
    };
  }
}
