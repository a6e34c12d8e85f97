// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules are recognised by what the real ones say of themselves. */
class QuirkTest {
  @ParameterizedTest
  @CsvSource({
    "SoftHSM, SoftHSM project, OAEP_OF_SHA1_ONLY, true",
    "Mozilla Foundation, Mozilla Foundation, EQUAL_IDS_OVERWRITE, true",
    "Mozilla Foundation, Mozilla Foundation, NO_RESIDENT_DATA, true",
    "IBM, IBM Corp., OBJECTS_CHANGE_ALONE, true",
    "tpm2-software.github.io, IBM, PUBLIC_USES_CHANGE_PRIVATE_KEY, true",
    "tpm2-software.github.io, IBM, OBJECTS_CHANGE_ALONE, false",
    "PKCS#11 Kit, SoftHSM project, OAEP_OF_SHA1_ONLY, true",
    "PKCS#11 Kit, Yubico (www.yubico.com), OAEP_OF_SHA1_ONLY, false",
    "Yubico (www.yubico.com), SoftHSM project, OAEP_OF_SHA1_ONLY, false"
  })
  void theModuleDecidesAndBehindP11KitTheToken(
      String module, String token, Quirk quirk, boolean has) {
    ModuleInfo info = new ModuleInfo("2.40", module, "", "1.0");
    TokenInfo tokenInfo = new TokenInfo("label", token, "model", "serial", 0, 0, 4, 8, "");
    assertThat(Quirk.of(info, tokenInfo).contains(quirk)).isEqualTo(has);
  }
}
