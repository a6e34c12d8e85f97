// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.software.SoftwareToken;

/** Key services as a program meets them: through a provider. */
class KeyServicesTest {
  private static List<String> services(Provider provider) {
    return provider.getServices().stream()
        .map(service -> service.getType() + ' ' + service.getAlgorithm())
        .toList();
  }

  @Test
  void generatedKeysGoIntoAKeyStoreAndComeBack() throws Exception {
    Provider provider = TestProviders.over(SoftwareToken.inMemory());
    SecretKey secret = KeyGenerator.getInstance("AES", provider).generateKey();
    KeyPair pair = KeyPairGenerator.getInstance("EC", provider).generateKeyPair();
    KeyPair ca = TestCertificates.ec();

    KeyStore turnlock = KeyStore.getInstance("Turnlock", provider);
    turnlock.load(null, null);
    turnlock.setKeyEntry("data", secret, null, null);
    turnlock.setKeyEntry(
        "signer",
        pair.getPrivate(),
        null,
        new java.security.cert.Certificate[] {
          TestCertificates.certificate("signer", pair.getPublic(), "ca", ca.getPrivate())
        });

    KeyStore pkcs11 = KeyStore.getInstance("PKCS11", provider);
    pkcs11.load(null, null);
    assertThat(pkcs11.getKey("data", null)).isEqualTo(turnlock.getKey("data", null));
    assertThat(pkcs11.getCertificate("signer").getPublicKey()).isEqualTo(pair.getPublic());
    assertThat(pkcs11.size()).isEqualTo(2);
  }

  @Test
  void aBuilderLoadsTheKeyStore() throws Exception {
    Provider provider = TestProviders.over(SoftwareToken.inMemory());
    KeyStore.Builder builder =
        KeyStore.Builder.newInstance(
            "PKCS11", provider, new KeyStore.PasswordProtection("any".toCharArray()));
    assertThat(builder.getKeyStore().size()).isZero();
  }

  @Test
  void servicesFollowTheTokensMechanisms() {
    Provider all = TestProviders.over(SoftwareToken.inMemory());
    assertThat(services(all))
        .contains(
            "KeyStore Turnlock",
            "KeyStore PKCS11",
            "KeyGenerator AES",
            "KeyGenerator HmacSHA1",
            "KeyGenerator HmacSHA512",
            "KeyPairGenerator RSA",
            "KeyPairGenerator EC",
            "SecretKeyFactory AES",
            "SecretKeyFactory HmacSHA256",
            "KeyFactory RSA",
            "KeyFactory EC");

    Provider aesOnly =
        TestProviders.over(
            SoftwareToken.inMemory(
                AttributeRules.NONE,
                mechanism -> mechanism == Ckm.AES_KEY_GEN || mechanism == Ckm.AES_GCM));
    assertThat(services(aesOnly))
        .contains("KeyStore Turnlock", "KeyGenerator AES", "SecretKeyFactory AES")
        .doesNotContain(
            "KeyGenerator HmacSHA256",
            "KeyPairGenerator RSA",
            "KeyPairGenerator EC",
            "SecretKeyFactory HmacSHA256",
            "KeyFactory RSA",
            "KeyFactory EC");
  }
}
