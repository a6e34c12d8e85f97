// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.software.SoftwareToken;

/**
 * The parameters that a private key tells, by every way that a JDK asks: keytool on JDK 22 and
 * later through {@code java.security.AsymmetricKey}, which the JDK compiled for does not have.
 */
class PrivateKeyParametersTest {
  private static PrivateKey key(String algorithm, AlgorithmParameterSpec size) throws Exception {
    try (TurnlockProvider provider = TestProviders.over(SoftwareToken.inMemory())) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
      generator.initialize(size);
      return generator.generateKeyPair().getPrivate();
    }
  }

  /** As a program compiled for this JDK calls it. */
  private static Object asked(PrivateKey key) throws ReflectiveOperationException {
    for (Class<?> type : PrivateKey.class.getInterfaces()) {
      if (type.getSimpleName().equals("AsymmetricKey")) {
        return type.getMethod("getParams").invoke(key);
      }
    }
    return key instanceof RSAKey rsa ? rsa.getParams() : ((ECKey) key).getParams();
  }

  @Test
  void anRsaKeyHasNone() throws Exception {
    PrivateKey key = key("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    assertThat(((RSAKey) key).getParams()).isNull();
    assertThat(asked(key)).isNull();
  }

  @Test
  void anEcKeyHasItsCurve() throws Exception {
    PrivateKey key = key("EC", new ECGenParameterSpec("secp384r1"));
    assertThat(((ECKey) key).getParams()).isNotNull();
    assertThat(asked(key)).isSameAs(((ECKey) key).getParams());
  }
}
