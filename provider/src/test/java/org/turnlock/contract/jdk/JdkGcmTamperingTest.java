// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.GcmTamperingContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkGcmTamperingTest extends GcmTamperingContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
