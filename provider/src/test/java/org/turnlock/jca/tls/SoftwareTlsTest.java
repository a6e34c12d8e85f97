// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class SoftwareTlsTest extends TlsContract {
  @TempDir private static Path files;

  @Override
  TurnlockProvider open() {
    return TurnlockBackends.softwareProvider(files);
  }

  /** The file is opened at a login, not at a key use. */
  @Override
  void logInAgain(KeyStore loggedOut) throws Exception {
    loggedOut.load(null, null);
  }
}
