// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.bouncycastle;

import org.turnlock.contract.AgreementContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class BouncyCastleAgreementTest extends AgreementContract {
  @Override
  protected Backend open() {
    return Backends.bouncyCastle();
  }
}
