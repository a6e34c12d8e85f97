// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The files written for a SoftHSM token, read here and, where it is meant for it, by SunPKCS11. */
@SoftHsm(tokens = 2)
class SoftHsmFilesTest {
  @Test
  void theSunPkcs11FileNamesTheSameSlot(List<SoftHsmToken> tokens) {
    for (SoftHsmToken token : tokens) {
      String file = token.sunPkcs11Configuration().toString();
      Provider sun = Security.getProvider("SunPKCS11").configure(file);
      TurnlockConfiguration configuration = TurnlockConfiguration.parse(file);
      Pkcs11 module = (Pkcs11) configuration.token();
      assertThat(sun.getName()).isEqualTo("SunPKCS11-" + configuration.name());
      assertThat(module.library()).isEqualTo(token.library().toString());
      assertThat(module.slot()).isEqualTo(new SlotListIndex(token.slotListIndex()));
    }
  }

  @Test
  void theTurnlockFileNamesTokenAndPin(SoftHsmToken token) {
    TurnlockConfiguration configuration =
        TurnlockConfiguration.parse(token.turnlockConfiguration().toString());
    assertThat(((Pkcs11) configuration.token()).slot()).isEqualTo(new TokenLabel(token.label()));
    assertThat(Pins.read(configuration.pinSource(), "", null)).contains(token.pinChars());
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void aBadFileIsRefusedByBothInTheSameWay(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("bad.cfg");
    for (String text :
        List.of("name = x\nlibrary = /x\nslott = 1\n", "name = x\n", "name = x\nslot = y\n")) {
      Files.writeString(file, text);
      Provider sun = Security.getProvider("SunPKCS11");
      assertThatThrownBy(() -> sun.configure(file.toString()))
          .isInstanceOf(InvalidParameterException.class);
      assertThatThrownBy(() -> TurnlockConfiguration.parse(file.toString()))
          .isInstanceOf(InvalidParameterException.class);
    }
  }
}
