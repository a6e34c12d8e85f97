// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class SoftwareCertificateTest extends CertificateContract {
  @TempDir private static Path token;

  @Override
  TurnlockProvider open() {
    return TurnlockBackends.softwareProvider(token);
  }
}
