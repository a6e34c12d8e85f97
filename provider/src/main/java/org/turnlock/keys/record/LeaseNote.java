// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import org.turnlock.token.KeyId;

/**
 * What a data object says of a lease. A lease can have several, of one owner, when it is renewed.
 *
 * @param owner names the lease
 * @param part counts the objects of the lease
 * @param revision the first that is written under the lease; {@link #REVISIONS} is the room for
 *     more
 * @param keyId of the one key that is made under the lease
 * @param abandoned whether the lease has ended, and its key may be left behind
 * @param takesOver the leases that this one's holder took for dead
 */
record LeaseNote(
    String alias,
    WriterId owner,
    int part,
    ProcessIdentity process,
    long revision,
    KeyId keyId,
    boolean abandoned,
    List<WriterId> takesOver) {
  /** How many revisions one lease has room for. */
  static final int REVISIONS = 1000;

  LeaseNote {
    takesOver = List.copyOf(takesOver);
  }

  LeaseNote next() {
    return new LeaseNote(alias, owner, part + 1, process, revision, keyId, false, takesOver);
  }

  LeaseNote abandon() {
    return new LeaseNote(alias, owner, part + 1, process, revision, keyId, true, takesOver);
  }
}
