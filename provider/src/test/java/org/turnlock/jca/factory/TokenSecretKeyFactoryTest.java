// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.spec.InvalidKeySpecException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DESKeySpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class TokenSecretKeyFactoryTest {
  private final Token token = SoftwareToken.inMemory();
  private final Provider provider = TestProviders.over(token);

  private SecretKeyFactory factory(String algorithm) throws Exception {
    return SecretKeyFactory.getInstance(algorithm, provider);
  }

  private static SecretKeySpec key(String algorithm, int bytes) {
    byte[] value = new byte[bytes];
    value[0] = 1;
    return new SecretKeySpec(value, algorithm);
  }

  private static KeyAttributes attributes(SecretKey key) {
    return ((TokenSecretKey) key).tokenKey().attributes();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void importsAesKeysAsSafeSessionObjects(int bytes) throws Exception {
    for (SecretKey imported :
        new SecretKey[] {
          factory("AES").translateKey(key("AES", bytes)),
          factory("AES").generateSecret(key("AES", bytes))
        }) {
      assertThat(imported.getEncoded()).isNull();
      assertThat(imported.getAlgorithm()).isEqualTo("AES");
      assertThat(attributes(imported).bits()).isEqualTo(8 * bytes);
      assertThat(attributes(imported).resident()).isFalse();
      assertThat(attributes(imported).sensitive()).isTrue();
      assertThat(attributes(imported).extractable()).isFalse();
    }
    assertThat(token.objects().keys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512"})
  void importsHmacKeysOfAnyLengthUnderTheirName(String algorithm) throws Exception {
    SecretKey imported = factory(algorithm).translateKey(key(algorithm, 70));
    assertThat(imported.getAlgorithm()).isEqualTo(algorithm);
    assertThat(attributes(imported).bits()).isEqualTo(560);
  }

  @Test
  void importedKeyHasTheSameValue() throws Exception {
    SecretKeySpec software = key("HmacSHA256", 32);
    TokenSecretKey imported = (TokenSecretKey) factory("HmacSHA256").generateSecret(software);
    ByteBuffer mac = ByteBuffer.allocate(32);
    token
        .cryptography()
        .sign(
            imported.tokenKey(),
            Mechanism.of(Ckm.SHA256_HMAC),
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            mac);
    Mac reference = Mac.getInstance("HmacSHA256", "SunJCE");
    reference.init(software);
    assertThat(mac.array()).isEqualTo(reference.doFinal(new byte[] {1, 2, 3}));
  }

  @Test
  void ownKeysComeBackUnchanged() throws Exception {
    SecretKey own = factory("AES").translateKey(key("AES", 16));
    assertThat(factory("AES").translateKey(own)).isSameAs(own);
    assertThatThrownBy(() -> factory("HmacSHA256").translateKey(own))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void ownGenericSecretComesBackUnderTheNameThatIsAskedFor() throws Exception {
    TokenSecretKey own = (TokenSecretKey) factory("HmacSHA256").translateKey(key("HmacSHA256", 64));
    SecretKey readBack = (SecretKey) Keys.of(own.tokenKey());
    assertThat(readBack.getAlgorithm()).as("guessed by its length").isEqualTo("HmacSHA512");
    assertThat(factory("HmacSHA256").translateKey(readBack).getAlgorithm()).isEqualTo("HmacSHA256");
    assertThat(factory("HmacSHA256").translateKey(readBack)).isEqualTo(own);
    assertThatThrownBy(() -> factory("AES").translateKey(readBack))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void keysOfAnotherTokenAreRefused() throws Exception {
    SecretKey foreign =
        SecretKeyFactory.getInstance("AES", TestProviders.over(SoftwareToken.inMemory()))
            .translateKey(key("AES", 16));
    assertThatThrownBy(() -> factory("AES").translateKey(foreign))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("another token");
  }

  @Test
  void wrongKeysAndSpecsAreRefused() throws Exception {
    SecretKeyFactory aes = factory("AES");
    assertThatThrownBy(() -> aes.translateKey(null)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> aes.translateKey(key("DESede", 24)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("DESede");
    assertThatThrownBy(() -> aes.translateKey(key("AES", 20)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("16, 24 or 32");
    assertThatThrownBy(() -> aes.generateSecret(key("AES", 20)))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> aes.generateSecret(new DESKeySpec(new byte[8])))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> aes.generateSecret(new PBEKeySpec("secret".toCharArray())))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void tokenKeysGiveNoSpecAndSoftwareKeysDo() throws Exception {
    SecretKeyFactory aes = factory("AES");
    SecretKey own = aes.translateKey(key("AES", 16));
    assertThatThrownBy(() -> aes.getKeySpec(own, SecretKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThat(aes.getKeySpec(key("AES", 16), SecretKeySpec.class)).isEqualTo(key("AES", 16));
    assertThatThrownBy(() -> aes.getKeySpec(key("AES", 16), DESKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class);
  }
}
