// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

/** A database made here opens with its PIN. */
class NssDatabaseTest {
  @Test
  void sunPkcs11OpensTheDatabase() throws GeneralSecurityException, IOException {
    NssDatabase database = NssSoftokn.find().createDatabase("secret-123");
    assertThat(database.directory().resolve("key4.db")).exists();
    assertThat(database.initParameters()).contains("sql:" + database.directory());

    Provider provider =
        Security.getProvider("SunPKCS11").configure(database.sunPkcs11Configuration().toString());
    KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
    keyStore.load(null, database.pinChars());
    assertThat(keyStore.size()).isZero();
  }
}
