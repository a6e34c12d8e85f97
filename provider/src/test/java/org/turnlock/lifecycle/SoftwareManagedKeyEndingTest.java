// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwareManagedKeyEndingTest extends ManagedKeyEndingContract {
  private final Token token = SoftwareToken.inMemory();

  @Override
  protected Token token() {
    return token;
  }
}
