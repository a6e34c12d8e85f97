// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import org.turnlock.keys.ForwardingSource;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.token.KeyUsage;

/** A key of which it is told which version did the work. For one thread. */
final class WatchedSource extends ForwardingSource {
  private int worked;

  WatchedSource(KeySource key) {
    super(key);
  }

  /** The number of the version that worked last; 0 for none yet. */
  int workedLast() {
    return worked;
  }

  @Override
  public void worked(KeySource version) {
    worked = version.versionNumber();
    super.worked(version);
  }

  /** Of the current version, or of another one if its is not known: all are of one kind. */
  @Override
  public PublicKey publicKey() {
    try {
      return super.publicKey();
    } catch (ManagedKeyException e) {
      return ofAnother(e);
    }
  }

  private PublicKey ofAnother(ManagedKeyException missing) {
    try {
      List<KeySource> versions = forOldWork(KeyUsage.VERIFY);
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
}
