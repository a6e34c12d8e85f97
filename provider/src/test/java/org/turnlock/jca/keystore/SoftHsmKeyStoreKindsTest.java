// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmKeyStoreKindsTest extends KeyStoreKindsTest {
  private final SoftHsmToken hsm;

  SoftHsmKeyStoreKindsTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  Token open() throws Exception {
    return EmptiedToken.of(hsm);
  }
}
