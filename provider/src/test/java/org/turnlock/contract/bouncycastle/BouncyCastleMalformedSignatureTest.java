// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.bouncycastle;

import org.turnlock.contract.MalformedSignatureContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class BouncyCastleMalformedSignatureTest extends MalformedSignatureContract {
  @Override
  protected Backend open() {
    return Backends.bouncyCastle();
  }
}
