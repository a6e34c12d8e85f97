// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.jdk;

import org.turnlock.contract.CipherMisuseContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Backends;

class JdkCipherMisuseTest extends CipherMisuseContract {
  @Override
  protected Backend open() {
    return Backends.jdk();
  }
}
