// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwareRecordStoreTest extends RecordStoreContract {
  @Override
  Token open() {
    return SoftwareToken.inMemory();
  }
}
