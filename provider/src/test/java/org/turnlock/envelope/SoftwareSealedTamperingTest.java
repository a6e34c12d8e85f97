// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwareSealedTamperingTest extends SealedTamperingContract {
  @Override
  Token open() {
    return SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> true);
  }

  @Override
  char[] pin() {
    return null;
  }
}
