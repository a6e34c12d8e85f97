// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.nio.file.Files;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmTlsTest extends TlsContract {
  private final SoftHsmToken token;

  SoftHsmTlsTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  TurnlockProvider open() throws Exception {
    return (TurnlockProvider)
        new TurnlockProvider()
            .configure("--" + Files.readString(token.turnlockConfiguration()) + "\ntrace=true\n");
  }
}
