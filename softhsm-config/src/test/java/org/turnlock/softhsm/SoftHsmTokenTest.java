// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tokens that the extension gives are there for whoever loads the module in this JVM. */
@SoftHsm(tokens = 2)
class SoftHsmTokenTest {
  private final SoftHsmToken token;

  SoftHsmTokenTest(SoftHsmToken token) {
    this.token = token;
  }

  @Test
  void eachTokenOpensWithItsSunPkcs11Configuration(List<SoftHsmToken> tokens)
      throws GeneralSecurityException, IOException {
    assertThat(tokens).hasSize(2).doesNotHaveDuplicates().contains(token);
    assertThat(tokens).extracting(SoftHsmToken::serial).doesNotHaveDuplicates();
    for (SoftHsmToken each : tokens) {
      Provider provider =
          Security.getProvider("SunPKCS11").configure(each.sunPkcs11Configuration().toString());
      KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
      keyStore.load(null, each.pinChars());
      assertThat(keyStore.size()).isZero();
      keyStore.setKeyEntry(each.label(), new SecretKeySpec(new byte[16], "AES"), null, null);
    }
    // What was written through slot list indexes is where softhsm2-util saw the labels.
    for (SoftHsmToken each : tokens) {
      assertThat(
              Files.walk(each.configuration().resolveSibling("tokens"))
                  .filter(file -> file.toString().endsWith(".object"))
                  .filter(file -> !file.endsWith("token.object")))
          .hasSize(2);
    }
  }

  @Test
  void theTurnlockFileNamesALabelAndAPinFileThatOnlyTheOwnerReads() throws IOException {
    String text = Files.readString(token.turnlockConfiguration());
    assertThat(text)
        .contains("tokenLabel = \"" + token.label() + "\"")
        .doesNotContain(token.pin())
        .doesNotContain("@");
    var pinFile = token.configuration().resolveSibling("pin-" + token.serial());
    assertThat(Files.readString(pinFile)).isEqualTo(token.pin());
    assertThat(Files.getPosixFilePermissions(pinFile)).hasSize(2);
  }

  @Nested
  class InANestedClass {
    @Test
    void theTokenIsThatOfTheOuterClass(SoftHsmToken same) {
      assertThat(same).isSameAs(token);
    }
  }
}
