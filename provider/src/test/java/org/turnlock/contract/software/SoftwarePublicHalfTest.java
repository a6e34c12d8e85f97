// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.software;

import org.turnlock.contract.PublicHalfContract;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwarePublicHalfTest extends PublicHalfContract {
  private final Token token = SoftwareToken.inMemory();

  @Override
  protected Token token() {
    return token;
  }
}
