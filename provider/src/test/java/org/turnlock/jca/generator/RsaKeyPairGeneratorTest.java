// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class RsaKeyPairGeneratorTest {
  private final Token token = SoftwareToken.inMemory();
  private KeyPairGenerator generator;

  @BeforeEach
  void getGenerator() throws Exception {
    generator = KeyPairGenerator.getInstance("RSA", TestProviders.over(token));
  }

  @Test
  void makesASafeSessionPairOf3072Bits() {
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
    assertThat(publicKey.getModulus().bitLength()).isEqualTo(3072);
    assertThat(publicKey.getPublicExponent()).isEqualTo(RSAKeyGenParameterSpec.F4);
    assertThat(publicKey.getEncoded()).isNotNull();
    assertThat(pair.getPrivate()).isInstanceOf(RSAKey.class).isNotInstanceOf(RSAPrivateKey.class);
    assertThat(((RSAKey) pair.getPrivate()).getModulus()).isEqualTo(publicKey.getModulus());
    assertThat(((RSAKey) pair.getPrivate()).getParams()).isNull();
    assertThat(pair.getPrivate().getEncoded()).isNull();
    KeyAttributes attributes = ((TokenRsaPrivateKey) pair.getPrivate()).tokenKey().attributes();
    assertThat(attributes.resident()).isFalse();
    assertThat(attributes.sensitive()).isTrue();
    assertThat(attributes.extractable()).isFalse();
    assertThat(token.objects().keys()).isEmpty();
  }

  @Test
  void takesSizeAndExponent() throws Exception {
    BigInteger exponent = BigInteger.valueOf(65539);
    generator.initialize(new RSAKeyGenParameterSpec(2048, exponent));
    RSAPublicKey publicKey = (RSAPublicKey) generator.generateKeyPair().getPublic();
    assertThat(publicKey.getModulus().bitLength()).isEqualTo(2048);
    assertThat(publicKey.getPublicExponent()).isEqualTo(exponent);

    generator.initialize(2048);
    publicKey = (RSAPublicKey) generator.generateKeyPair().getPublic();
    assertThat(publicKey.getPublicExponent()).isEqualTo(RSAKeyGenParameterSpec.F4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512, 1024, 2047, 2049, 16384})
  void refusesOtherSizesAndSaysWhichThereAre(int bits) {
    assertThatThrownBy(() -> generator.initialize(bits))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("2048 to 8192");
    assertThatThrownBy(
            () -> generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4)))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("2048 to 8192");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 3, 17, 65536, 65538})
  void refusesWeakExponents(long exponent) {
    assertThatThrownBy(
            () ->
                generator.initialize(
                    new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(exponent))))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("at least 65537");
  }

  @Test
  void refusesOtherParameters() {
    assertThatThrownBy(() -> generator.initialize(new ECGenParameterSpec("secp256r1")))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(
            () ->
                generator.initialize(
                    new RSAKeyGenParameterSpec(
                        2048, RSAKeyGenParameterSpec.F4, new PSSParameterSpec(20))))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> generator.initialize(new RSAKeyGenParameterSpec(2048, null)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }
}
