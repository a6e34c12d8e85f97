// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwarePolicyTest extends PolicyContract {
  @Override
  Token open() {
    return SoftwareToken.inMemory();
  }
}
