// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.keys.TokenEcPrivateKey;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class EcKeyPairGeneratorTest {
  private final Token token = SoftwareToken.inMemory();
  private KeyPairGenerator generator;

  @BeforeEach
  void getGenerator() throws Exception {
    generator = KeyPairGenerator.getInstance("EC", TestProviders.over(token));
  }

  private static ECParameterSpec curve(String name) throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private void assertOn(String name, KeyPair pair) throws Exception {
    assertThat(CurveCodec.encode(((ECPublicKey) pair.getPublic()).getParams()))
        .isEqualTo(CurveCodec.encode(name));
    assertThat(CurveCodec.encode(((ECKey) pair.getPrivate()).getParams()))
        .isEqualTo(CurveCodec.encode(name));
  }

  @Test
  void makesASafeSessionPairOnSecp256r1() throws Exception {
    KeyPair pair = generator.generateKeyPair();
    assertOn("secp256r1", pair);
    assertThat(pair.getPrivate()).isNotInstanceOf(ECPrivateKey.class);
    assertThat(pair.getPrivate().getEncoded()).isNull();
    assertThat(((TokenEcPrivateKey) pair.getPrivate()).tokenKey().attributes().resident())
        .isFalse();
    assertThat(((TokenEcPrivateKey) pair.getPrivate()).tokenKey().attributes().extractable())
        .isFalse();
    assertThat(token.objects().keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"256, secp256r1", "384, secp384r1", "521, secp521r1"})
  void takesASize(int bits, String name) throws Exception {
    generator.initialize(bits);
    assertOn(name, generator.generateKeyPair());
  }

  @ParameterizedTest
  @CsvSource({
    "secp384r1, secp384r1",
    "P-256, secp256r1",
    "NIST P-521, secp521r1",
    "1.2.840.10045.3.1.7, secp256r1",
    "secp256k1, secp256k1"
  })
  void takesACurveByNameOrObjectIdentifier(String given, String name) throws Exception {
    generator.initialize(new ECGenParameterSpec(given));
    assertOn(name, generator.generateKeyPair());
  }

  @Test
  void takesACurveByItsNumbers() throws Exception {
    generator.initialize(curve("secp384r1"));
    assertOn("secp384r1", generator.generateKeyPair());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 112, 255, 512, 1024})
  void refusesSizesWithoutACurve(int bits) {
    assertThatThrownBy(() -> generator.initialize(bits))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("256")
        .hasMessageContaining("521");
  }

  /** keytool tries a plain NamedParameterSpec first, and goes on after exactly this exception. */
  @Test
  void refusesOtherParametersAsKeytoolExpects() {
    assertThatThrownBy(() -> generator.initialize(new NamedParameterSpec("secp256r1")))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("ECGenParameterSpec");
    assertThatThrownBy(
            () -> generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> generator.initialize(new ECGenParameterSpec("no-such-curve")))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("no-such-curve");
  }
}
