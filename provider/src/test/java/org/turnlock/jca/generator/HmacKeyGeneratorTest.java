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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.software.SoftwareToken;

class HmacKeyGeneratorTest {
  private final Provider provider = TestProviders.over(SoftwareToken.inMemory());

  private static int bits(SecretKey key) {
    return ((TokenSecretKey) key).tokenKey().attributes().bits();
  }

  @ParameterizedTest
  @CsvSource({
    "HmacSHA1, 160",
    "HmacSHA224, 224",
    "HmacSHA256, 256",
    "HmacSHA384, 384",
    "HmacSHA512, 512"
  })
  void makesKeysAsLongAsTheDigest(String algorithm, int digestBits) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance(algorithm, provider);
    generator.init(new SecureRandom());
    SecretKey key = generator.generateKey();
    assertThat(key.getAlgorithm()).isEqualTo(algorithm);
    assertThat(key.getEncoded()).isNull();
    assertThat(bits(key)).isEqualTo(digestBits);
    assertThat(((TokenSecretKey) key).tokenKey().attributes().keyType())
        .isEqualTo(Ckk.GENERIC_SECRET);
  }

  @Test
  void takesSizesAsSunJceDoes() throws Exception {
    KeyGenerator reference = KeyGenerator.getInstance("HmacSHA256", "SunJCE");
    KeyGenerator generator = KeyGenerator.getInstance("HmacSHA256", provider);
    for (int bits : new int[] {160, 161, 256, 512, 1024}) {
      reference.init(bits);
      generator.init(bits);
      SecretKey key = generator.generateKey();
      assertThat(bits(key)).isEqualTo(8 * reference.generateKey().getEncoded().length);
      assertThat(key.getAlgorithm()).isEqualTo("HmacSHA256");
    }
    for (int bits : new int[] {-1, 0, 39}) {
      assertThatThrownBy(() -> reference.init(bits)).isInstanceOf(InvalidParameterException.class);
      assertThatThrownBy(() -> generator.init(bits))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("40 bits");
    }
    assertThatThrownBy(() -> generator.init(Integer.MAX_VALUE))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("32768 bits");
    assertThatThrownBy(() -> generator.init(new IvParameterSpec(new byte[8])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }
}
