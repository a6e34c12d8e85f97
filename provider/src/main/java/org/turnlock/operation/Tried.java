// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.security.InvalidKeyException;
import org.turnlock.keys.ForwardingSource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.token.KeyUsage;

/** A version that is tried on data that may be another's: what it fails at is no use of it. */
final class Tried extends ForwardingSource implements KeyGuard {
  Tried(KeySource version) {
    super(version);
  }

  @Override
  public KeyGuard guard() {
    return this;
  }

  @Override
  public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
    source().guard().beforeTry(use, bytes, aad);
  }

  @Override
  public void beforeMore(KeyUsage use) {
    source().guard().beforeMore(use);
  }

  @Override
  public void beforeLeaving() {
    source().guard().beforeLeaving();
  }

  @Override
  public void requireNewWork(KeyUsage use) throws InvalidKeyException {
    source().guard().requireNewWork(use);
  }

  @Override
  public void requireOldWork(KeyUsage use) throws InvalidKeyException {
    source().guard().requireOldWork(use);
  }

  @Override
  public void requireUsable() throws InvalidKeyException {
    source().guard().requireUsable();
  }
}
