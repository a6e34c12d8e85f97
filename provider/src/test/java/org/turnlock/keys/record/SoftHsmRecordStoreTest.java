// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.DataObjects;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmRecordStoreTest extends RecordStoreContract {
  private static Token opened;

  private final SoftHsmToken hsm;

  SoftHsmRecordStoreTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  DataObjects place() throws Exception {
    if (opened == null) {
      opened =
          TestProviders.token(
              "--name=records\nlibrary="
                  + hsm.library()
                  + "\ntokenLabel=\""
                  + hsm.label()
                  + "\"\n");
      opened.login().login(hsm.pinChars());
    }
    return opened.objects();
  }

  @Override
  RecordStore store(StoreSettings settings) {
    return RecordStores.open(opened, null, settings);
  }
}
