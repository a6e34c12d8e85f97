// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.softhsm.NssSoftokn;

/** SunPKCS11's NSS directives name softokn and what it is to be initialised with. */
class NssLocationTest {
  @Test
  void withoutADatabaseItIsTheCryptoSlot() throws IOException {
    Pkcs11 token = parse("nssDbMode = noDb");
    assertThat(token.initParameters()).contains(NssSoftokn.NO_DATABASE);
    assertThat(token.slot()).isEqualTo(new SlotId(NssSoftokn.CRYPTO_SLOT));
    assertThat(token.functionList()).isEmpty();
    assertThat(Path.of(token.library()).toRealPath())
        .isEqualTo(NssSoftokn.find().library().toRealPath());
  }

  @Test
  void aDatabaseIsTheKeystoreSlot() {
    Pkcs11 token = parse("nssSecmodDirectory = sql:/my/db");
    assertThat(token.slot()).isEqualTo(new SlotId(NssSoftokn.KEYSTORE_SLOT));
    assertThat(token.initParameters())
        .contains(
            "configdir='sql:/my/db' certPrefix='' keyPrefix='' secmod='secmod.db' flags=noModDB");
    assertThat(parse("nssSecmodDirectory = /my/db").initParameters())
        .isEqualTo(token.initParameters());
    assertThat(parse("nssSecmodDirectory = dbm:/my/db").initParameters().orElseThrow())
        .startsWith("configdir='dbm:/my/db'");
    assertThat(parse("nssSecmodDirectory = \"/it's\\\\here\"").initParameters().orElseThrow())
        .startsWith("configdir='sql:/it\\'s\\\\here'");
  }

  @Test
  void modesAndModulesGoTogether() {
    assertThat(
            parse("nssSecmodDirectory = /d\nnssDbMode = readOnly\nnssOptimizeSpace = true")
                .initParameters()
                .orElseThrow())
        .endsWith("flags=noModDB,readOnly,optimizeSpace");
    assertThat(parse("nssSecmodDirectory = /d\nnssModule = crypto").slot())
        .isEqualTo(new SlotId(1));
    assertThat(parse("nssDbMode = noDb\nnssModule = keystore").slot()).isEqualTo(new SlotId(2));

    Pkcs11 fips = parse("nssUseSecmod = true\nnssSecmodDirectory = /d\nnssModule = fips");
    assertThat(fips.slot()).isEqualTo(new SlotId(3));
    assertThat(fips.functionList()).contains("FC_GetFunctionList");

    Pkcs11 roots = parse("nssLibraryDirectory = /nss\nnssDbMode = noDb\nnssModule = trustanchors");
    assertThat(roots.library()).isEqualTo("/nss/" + System.mapLibraryName("nssckbi"));
    assertThat(roots.initParameters()).isEmpty();
    assertThat(roots.slot()).isEqualTo(new SlotListIndex(0));
  }

  @Test
  void theLibraryDirectoryDecides() {
    assertThat(parse("nssLibraryDirectory = /opt/nss 3/lib\nnssDbMode = noDb").library())
        .isEqualTo(Path.of("/opt/nss 3/lib", System.mapLibraryName("softokn3")).toString());
  }

  @Test
  void theFilesThatSunPkcs11RunsWithAreRead() {
    NssSoftokn softokn = NssSoftokn.find();
    TurnlockConfiguration noDatabase =
        TurnlockConfiguration.parse(softokn.sunPkcs11Configuration().toString());
    assertThat(noDatabase.token())
        .isEqualTo(
            new Pkcs11(
                softokn.library().toString(),
                Optional.of(NssSoftokn.NO_DATABASE),
                Optional.empty(),
                false,
                new SlotId(NssSoftokn.CRYPTO_SLOT)));

    var database = softokn.createDatabase("secret-123");
    TurnlockConfiguration keystore =
        TurnlockConfiguration.parse(database.sunPkcs11Configuration().toString());
    Pkcs11 token = (Pkcs11) keystore.token();
    assertThat(token.initParameters()).contains(database.initParameters());
    assertThat(token.slot()).isEqualTo(new SlotId(NssSoftokn.KEYSTORE_SLOT));
    assertThat(keystore.ignored()).isEmpty();
  }

  private static Pkcs11 parse(String directives) {
    return (Pkcs11) TurnlockConfiguration.parse("--" + directives).token();
  }
}
