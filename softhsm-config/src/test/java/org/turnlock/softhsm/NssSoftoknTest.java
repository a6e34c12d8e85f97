// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.Test;

/** NSS without a database is good for session keys. */
class NssSoftoknTest {
  @Test
  void sunPkcs11RunsWithoutADatabase() throws GeneralSecurityException {
    NssSoftokn softokn = NssSoftokn.find();
    assertThat(softokn.library()).exists();
    Provider provider =
        Security.getProvider("SunPKCS11").configure(softokn.sunPkcs11Configuration().toString());
    assertThat(KeyGenerator.getInstance("AES", provider).generateKey().getAlgorithm())
        .isEqualTo("AES");
  }
}
