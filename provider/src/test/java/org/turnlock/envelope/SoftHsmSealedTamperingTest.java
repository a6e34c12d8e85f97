// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** With a pool of one session, so that one that is not given back ends it all. */
@SoftHsm
class SoftHsmSealedTamperingTest extends SealedTamperingContract {
  private final SoftHsmToken softHsm;

  SoftHsmSealedTamperingTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  @Override
  Token open() {
    return OneSession.of(softHsm);
  }

  @Override
  char[] pin() {
    return softHsm.pinChars();
  }
}
