// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.token.DataObjects;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwareRecordStoreTest extends RecordStoreContract {
  private final Token token = SoftwareToken.inMemory();

  @Override
  DataObjects place() {
    return token.objects();
  }

  @Override
  RecordStore store(StoreSettings settings) {
    return RecordStores.open(token, null, settings);
  }
}
