// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.software;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.managed.ManagedSecretKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class SoftwareManagedSecretKeyTest extends ManagedSecretKeyContract {
  @TempDir private static Path directory;

  @Override
  protected Backend open() {
    return TurnlockBackends.software(directory);
  }
}
