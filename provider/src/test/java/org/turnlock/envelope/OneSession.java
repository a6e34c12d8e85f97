// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** A token with a pool of one session: one that is not given back ends it all. */
final class OneSession {
  private OneSession() {}

  static Token of(SoftHsmToken softHsm) {
    return TestProviders.token(
        "--name=sealed\nlibrary="
            + softHsm.library()
            + "\ntokenLabel="
            + softHsm.label()
            + "\npoolSize=1\npoolTimeout=5s\n");
  }
}
