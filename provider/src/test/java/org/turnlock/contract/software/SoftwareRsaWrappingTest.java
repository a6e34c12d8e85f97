// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.software;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.RsaWrappingContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class SoftwareRsaWrappingTest extends RsaWrappingContract {
  @TempDir private static Path directory;

  @Override
  protected Backend open() {
    return TurnlockBackends.software(directory);
  }

  @Override
  protected Set<String> unavailable() {
    return Set.of();
  }

  @Override
  protected Backend withoutRawRsa() {
    return null;
  }
}
