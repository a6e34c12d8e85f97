// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** A key of which it is told which version did the work. For one thread. */
final class WatchedSource implements KeySource {
  private final KeySource key;
  private int worked;

  WatchedSource(KeySource key) {
    this.key = key;
  }

  /** The number of the version that worked last; 0 for none yet. */
  int workedLast() {
    return worked;
  }

  @Override
  public void worked(KeySource version) {
    worked = version.versionNumber();
    key.worked(version);
  }

  /** Of the current version, or of another one if its is not known: all are of one kind. */
  @Override
  public PublicKey publicKey() {
    try {
      return key.publicKey();
    } catch (ManagedKeyException e) {
      return ofAnother(e);
    }
  }

  private PublicKey ofAnother(ManagedKeyException missing) {
    try {
      List<KeySource> versions = key.forOldWork(KeyUsage.VERIFY);
      for (int i = 0; i < versions.size(); i++) {
        try {
          return versions.get(i).publicKey();
        } catch (ManagedKeyException e) {
          continue;
        }
      }
      throw missing;
    } catch (InvalidKeyException e) {
      throw missing;
    }
  }

  @Override
  public TokenKey tokenKey() {
    return key.tokenKey();
  }

  @Override
  public KeyGuard guard() {
    return key.guard();
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    return key.forNewWork(use);
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    return key.forOldWork(use);
  }

  @Override
  public KeySource toBeWrapped() throws InvalidKeyException {
    return key.toBeWrapped();
  }

  @Override
  public List<KeySource> notTried(KeyUsage use, List<KeySource> tried) throws InvalidKeyException {
    return key.notTried(use, tried);
  }

  @Override
  public int versionNumber() {
    return key.versionNumber();
  }

  @Override
  public Optional<KeySource> version(int number) {
    return key.version(number);
  }

  @Override
  public AuditedKey audited() {
    return key.audited();
  }

  @Override
  public String name() {
    return key.name();
  }
}
