// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.bouncycastle;

import org.turnlock.contract.GcmTamperingContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class BouncyCastleGcmTamperingTest extends GcmTamperingContract {
  @Override
  protected Backend open() {
    return Backends.bouncyCastle();
  }
}
