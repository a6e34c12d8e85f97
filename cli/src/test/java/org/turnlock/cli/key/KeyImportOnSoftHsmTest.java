// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import java.security.KeyStore;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class KeyImportOnSoftHsmTest extends KeyImportContract {
  @BeforeAll
  static void make(SoftHsmToken token, @TempDir Path directory) throws Exception {
    begin(new Workplace(directory, token.turnlockConfiguration().toString()));
  }

  @Override
  String legacyKey() throws Exception {
    KeyStore.Entry entry = new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES"));
    try (OpenedToken token =
        OpenedToken.open(TurnlockConfiguration.parse(at().configuration), callbacks -> {})) {
      token.keyStore().setEntry("legacy", entry, null);
    }
    return "legacy";
  }
}
