// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SunPkcs11InTheSameJvmTest {
  @Test
  void bothUseTheLibraryThatSunPkcs11HasInitialised(SoftHsmToken softHsm) throws Exception {
    Provider sun =
        Security.getProvider("SunPKCS11").configure(softHsm.sunPkcs11Configuration().toString());
    KeyStore store = KeyStore.getInstance("PKCS11", sun);
    store.load(null, softHsm.pinChars());
    try (Pkcs11Token token = Tokens.softHsm(softHsm)) {
      ObjectRef key = Tokens.newAesKey(token, true, "shared", new byte[] {1, 2});
      assertThat(Tokens.encrypt(token, key, Tokens.gcm(0), new byte[5])).hasSize(21);
      store.load(null, softHsm.pinChars());
      assertThat(store.containsAlias("shared")).isTrue();
    }
    store.load(null, softHsm.pinChars());
    assertThat(store.getKey("shared", null)).as("SunPKCS11 works on after our close").isNotNull();
  }
}
