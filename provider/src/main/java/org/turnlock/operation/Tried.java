// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** A version that is tried on data that may be another's: what it fails at is no use of it. */
record Tried(KeySource version) implements KeySource, KeyGuard {
  @Override
  public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
    version.guard().beforeTry(use, bytes, aad);
  }

  @Override
  public void beforeLeaving() {
    version.guard().beforeLeaving();
  }

  @Override
  public TokenKey tokenKey() {
    return version.tokenKey();
  }

  @Override
  public PublicKey publicKey() {
    return version.publicKey();
  }

  @Override
  public KeyGuard guard() {
    return this;
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    return version.forNewWork(use);
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    return version.forOldWork(use);
  }

  @Override
  public KeySource toBeWrapped() throws InvalidKeyException {
    return version.toBeWrapped();
  }

  @Override
  public int versionNumber() {
    return version.versionNumber();
  }

  @Override
  public boolean isForVerifying() {
    return version.isForVerifying();
  }

  @Override
  public AuditedKey audited() {
    return version.audited();
  }

  @Override
  public String name() {
    return version.name();
  }

  @Override
  public void requireNewWork(KeyUsage use) throws InvalidKeyException {
    version.guard().requireNewWork(use);
  }

  @Override
  public void requireOldWork(KeyUsage use) throws InvalidKeyException {
    version.guard().requireOldWork(use);
  }

  @Override
  public void requireUsable() throws InvalidKeyException {
    version.guard().requireUsable();
  }
}
