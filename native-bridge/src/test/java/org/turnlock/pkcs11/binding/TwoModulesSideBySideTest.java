// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.ModuleOptions;
import org.turnlock.pkcs11.Pkcs11Module;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class TwoModulesSideBySideTest {
  @Test
  void eachModuleAnswersForItselfAlsoAfterTheOtherWasLoaded(SoftHsmToken token) {
    Pkcs11Module softHsm = Pkcs11Module.open(ModuleOptions.of(token.library().toString()));
    Pkcs11Module nss =
        Pkcs11Module.open(
            ModuleOptions.of(NssSoftokn.find().library().toString())
                .withInitParameters(NssSoftokn.NO_DATABASE));
    assertThat(softHsm.functions().getClass()).isNotEqualTo(nss.functions().getClass());
    assertThat(softHsm.info().manufacturer()).isEqualTo("SoftHSM");
    assertThat(nss.info().manufacturer()).isEqualTo("Mozilla Foundation");
    assertThat(softHsm.slots(true)).anyMatch(slot -> token.label().equals(slot.token().label()));
    assertThat(nss.slots(true)).noneMatch(slot -> token.label().equals(slot.token().label()));
  }

  @Test
  void theNewestFunctionListOfEachIsUsed(SoftHsmToken token) {
    ModuleBinding softHsm = ModuleBinding.load(token.library().toString(), null, false);
    ModuleBinding nss = ModuleBinding.load(NssSoftokn.find().library().toString(), null, false);
    assertThat(softHsm.version()).isEqualTo("2.40");
    assertThat(softHsm.messages()).isNull();
    assertThat(nss.version()).isEqualTo("3.0");
    assertThat(nss.messages()).isNotNull();
    ModuleBinding older =
        ModuleBinding.load(NssSoftokn.find().library().toString(), "C_GetFunctionList", false);
    assertThat(older.messages()).as("an explicit function list is used as it is").isNull();
  }
}
