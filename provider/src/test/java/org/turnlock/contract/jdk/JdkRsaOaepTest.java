// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.RsaOaepContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkRsaOaepTest extends RsaOaepContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
