// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.MalformedSignatureContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkMalformedSignatureTest extends MalformedSignatureContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
