// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.AgreementContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkAgreementTest extends AgreementContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
