// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmManagedKeyStoreTest extends ManagedKeyStoreTest {
  private final SoftHsmToken hsm;

  SoftHsmManagedKeyStoreTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  Token open() throws Exception {
    return EmptiedToken.of(hsm);
  }
}
