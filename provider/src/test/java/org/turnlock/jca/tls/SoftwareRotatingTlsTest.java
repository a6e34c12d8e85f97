// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class SoftwareRotatingTlsTest extends RotatingTlsContract {
  @TempDir private static Path files;

  @Override
  TurnlockProvider open() {
    return TurnlockBackends.softwareProvider(files);
  }
}
