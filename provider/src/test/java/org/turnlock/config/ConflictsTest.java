// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One way of naming a token, one way of naming a module, one way of giving a PIN. */
class ConflictsTest {
  private static final String MODULE = "library = /lib/p11.so\n";
  private static final List<String> SLOTS =
      List.of(
          "slot = 1",
          "slotListIndex = 0",
          "tokenLabel = a",
          "tokenSerial = 1",
          "uri = \"pkcs11:token=a\"");

  @TestFactory
  List<DynamicTest> twoNamesOfOneTokenAreRefused() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String first : SLOTS) {
      for (String second : SLOTS) {
        if (!first.equals(second)) {
          tests.add(refused(MODULE + first + "\n" + second, "named already by"));
        }
      }
    }
    assertThat(tests).hasSize(20);
    return tests;
  }

  @TestFactory
  List<DynamicTest> whatContradictsIsRefused() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String slot : SLOTS) {
      tests.add(refused("token = software\n" + slot, "the software token has no slots"));
      tests.add(refused("nssDbMode = noDb\n" + slot, "nssModule says which token"));
    }
    tests.add(refused("token = software\n" + MODULE, "has no PKCS#11 module"));
    tests.add(refused("token = software\nfunctionList = X", "has no PKCS#11 module"));
    tests.add(refused("token = software\nnssArgs = \"\"", "has no PKCS#11 module"));
    tests.add(refused("token = software\nnssDbMode = noDb", "two tokens"));
    tests.add(refused("token = software\nnssUseSecmod = true", "two tokens"));
    tests.add(refused(MODULE + "path = /x", "token = software"));
    tests.add(refused(MODULE + "nssDbMode = noDb", "not together with NSS"));
    tests.add(refused(MODULE + "nssModule = crypto", "not together with NSS"));
    tests.add(refused("nssDbMode = noDb\nnssArgs = \"x\"", "not together with NSS"));
    tests.add(refused("nssDbMode = readWrite", "nssSecmodDirectory"));
    tests.add(refused("nssModule = crypto", "nssSecmodDirectory"));
    tests.add(
        refused("uri = \"pkcs11:?module-path=/x.so\"\n" + MODULE, "names the module already"));
    tests.add(
        refused(
            MODULE + "uri = \"pkcs11:token=a?pin-source=file:/x\"\npinSource = env:A",
            "says already where the PIN comes from"));
    tests.add(
        refused(MODULE + "auditOmit = Sign\nauditSample = Sign/2", "Sign is left out altogether"));
    tests.add(refused(MODULE + "auditRequired = jfr", "auditSinks does not name 'jfr'"));
    tests.add(refused("", "library: missing"));
    tests.add(refused("name = x", "library: missing"));
    tests.add(refused("token = pkcs11", "library: missing"));
    tests.add(refused(MODULE + "trace = true\ntrace = true", "given twice; first in line 2"));
    return tests;
  }

  private static DynamicTest refused(String text, String reason) {
    return DynamicTest.dynamicTest(
        "'" + text + "'",
        () ->
            assertThatThrownBy(() -> TurnlockConfiguration.parse("--" + text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(reason));
  }

  @Test
  void aModuleOfTheUriCountsAsTheLibrary() {
    var token =
        (TokenLocation.Pkcs11)
            TurnlockConfiguration.parse("--uri = \"pkcs11:?module-path=/x/y.so\"").token();
    assertThat(token.library()).isEqualTo("/x/y.so");
    assertThat(token.slot()).isEqualTo(new SlotChoice.SlotListIndex(0));
    token =
        (TokenLocation.Pkcs11)
            TurnlockConfiguration.parse("--uri = \"pkcs11:token=t?module-name=no-such-module\"")
                .token();
    assertThat(token.library()).isEqualTo(System.mapLibraryName("no-such-module"));
  }
}
