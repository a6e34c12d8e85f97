// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.bouncycastle;

import org.turnlock.contract.RsaOaepContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class BouncyCastleRsaOaepTest extends RsaOaepContract {
  @Override
  protected Backend open() {
    return Backends.bouncyCastle();
  }
}
