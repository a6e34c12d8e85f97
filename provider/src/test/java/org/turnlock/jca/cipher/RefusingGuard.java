// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import org.turnlock.keys.KeyGuard;
import org.turnlock.token.KeyUsage;

/** Refuses uses of a key, from some time on, as a limit or a disabled key would. */
final class RefusingGuard implements KeyGuard {
  private int usesLeft = Integer.MAX_VALUE;
  private int refusedUses;

  /** Refuses all but so many. */
  void allow(int uses) {
    usesLeft = uses;
  }

  /** Refuses none. */
  void allowAll() {
    allow(Integer.MAX_VALUE);
  }

  /** How many were refused, without what goes on from one. */
  int refusedUses() {
    return refusedUses;
  }

  @Override
  public void requireNewWork(KeyUsage use) {}

  @Override
  public void requireOldWork(KeyUsage use) {}

  @Override
  public void requireUsable() {}

  @Override
  public void beforeLeaving() {}

  @Override
  public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
    if (usesLeft == 0) {
      refusedUses++;
    }
    beforeMore(use);
    usesLeft--;
  }

  @Override
  public void beforeMore(KeyUsage use) {
    if (usesLeft == 0) {
      throw new IllegalStateException("not now");
    }
  }
}
