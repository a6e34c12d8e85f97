// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.SignatureContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkSignatureTest extends SignatureContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
