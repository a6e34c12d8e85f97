// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class AesKeyGeneratorTest {
  private final Token token = SoftwareToken.inMemory();
  private final Provider provider = TestProviders.over(token);
  private KeyGenerator generator;

  @BeforeEach
  void getGenerator() throws Exception {
    generator = KeyGenerator.getInstance("AES", provider);
  }

  private static KeyAttributes attributes(SecretKey key) {
    return ((TokenSecretKey) key).tokenKey().attributes();
  }

  @Test
  void makesSafeSessionKeysOf256Bits() throws Exception {
    SecretKey key = generator.generateKey();
    assertThat(key.getAlgorithm()).isEqualTo("AES");
    assertThat(key.getEncoded()).isNull();
    assertThat(key.getFormat()).isNull();
    assertThat(attributes(key).bits()).isEqualTo(256);
    assertThat(attributes(key).resident()).isFalse();
    assertThat(attributes(key).sensitive()).isTrue();
    assertThat(attributes(key).extractable()).isFalse();
    assertThat(attributes(key).usages()).isEqualTo(DefaultUsages.ofSecret("AES"));
    assertThat(token.objects().keys()).isEmpty();
    assertThat(generator.generateKey()).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 192, 256})
  void makesEverySize(int bits) {
    generator.init(bits);
    assertThat(attributes(generator.generateKey()).bits()).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 64, 127, 512})
  void refusesOtherSizesAndSaysWhichThereAre(int bits) {
    assertThatThrownBy(() -> generator.init(bits))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("[128, 192, 256]");
    assertThat(attributes(generator.generateKey()).bits()).isEqualTo(256);
  }

  @Test
  void takesARandomSourceButNoParameters() {
    generator.init(new SecureRandom());
    assertThat(attributes(generator.generateKey()).bits()).isEqualTo(256);
    assertThatThrownBy(() -> generator.init(new IvParameterSpec(new byte[16])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void isFoundByObjectIdentifier() throws Exception {
    assertThat(
            KeyGenerator.getInstance("2.16.840.1.101.3.4.1", provider).generateKey().getAlgorithm())
        .isEqualTo("AES");
  }
}
