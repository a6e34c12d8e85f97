// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.software;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.managed.ManagedLifeContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class SoftwareManagedLifeTest extends ManagedLifeContract {
  @TempDir private static Path directory;

  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.softwareProvider(directory);
  }

  @Override
  protected TurnlockProvider openAnother(TurnlockProvider first) {
    return first;
  }
}
