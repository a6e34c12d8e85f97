// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;

/** Software keys on their way into the token, as one SPI object sees it. */
class ImportedKeysTest {
  private final TokenFixture fixture = new TokenFixture();
  private final ImportedKeys imported = new ImportedKeys(context(SoftwareKeyRule.IMPORT));

  private JcaContext context(SoftwareKeyRule rule) {
    return TestContexts.over(fixture.token, PinProvider.NONE, rule);
  }

  private static SecretKeySpec aes(int value) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) value;
    return new SecretKeySpec(bytes, "AES");
  }

  private TokenBackedKey take(Key given) throws InvalidKeyException {
    return (TokenBackedKey) imported.take(given, Ckk.AES, KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
  }

  @Test
  void aCopyIsASafeSessionKeyWithTheUsagesAskedFor() throws Exception {
    KeyAttributes attributes = take(aes(1)).tokenKey().attributes();
    assertThat(attributes.resident()).isFalse();
    assertThat(attributes.sensitive()).isTrue();
    assertThat(attributes.extractable()).isFalse();
    assertThat(attributes.usages()).containsExactlyInAnyOrder(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
  }

  @Test
  void theSameKeyIsImportedOnce() throws Exception {
    SecretKeySpec key = aes(1);
    TokenBackedKey copy = take(key);
    assertThat(take(key)).isSameAs(copy);
    assertThat(take(aes(1))).isSameAs(copy);
    assertThat(fixture.token.imports()).isEqualTo(1);
  }

  @Test
  void anotherKeyTakesThePlaceOfTheFirstWhichIsDestroyed() throws Exception {
    TokenBackedKey first = take(aes(1));
    TokenBackedKey second = take(aes(2));
    assertThat(first.tokenKey().isLost()).isTrue();
    assertThat(second.tokenKey().isLost()).isFalse();
    imported.take(fixture.aes(new byte[16]), Ckk.AES);
    assertThat(second.tokenKey().isLost()).isTrue();
  }

  @Test
  void aKeyThatIsNotTakenLeavesTheFirstInPlace() throws Exception {
    TokenBackedKey first = take(aes(1));
    assertThatThrownBy(() -> take(new SecretKeySpec(new byte[15], "AES")))
        .isInstanceOf(InvalidKeyException.class);
    assertThat(first.tokenKey().isLost()).isFalse();
    assertThat(take(aes(1))).isSameAs(first);
  }

  @Test
  void moreUsagesOrALostSessionNeedAnotherCopy() throws Exception {
    TokenBackedKey first = take(aes(1));
    Key wrapping = imported.take(aes(1), Ckk.AES, KeyUsage.ENCRYPT, KeyUsage.WRAP);
    assertThat(wrapping).isNotSameAs(first);
    fixture.token.objects().destroy(((TokenBackedKey) wrapping).tokenKey());
    assertThat(imported.take(aes(1), Ckk.AES, KeyUsage.ENCRYPT)).isNotSameAs(wrapping);
    assertThat(fixture.token.imports()).isEqualTo(3);
  }

  /** A key whose bytes are not for ever. */
  private static final class PassingKey implements SecretKey {
    private static final long serialVersionUID = 1L;
    private final byte[] value = new byte[16];
    private boolean destroyed;

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return value.clone();
    }

    @Override
    public void destroy() {
      destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
      return destroyed;
    }
  }

  @Test
  void aKeyThatHasChangedOrWasDestroyedIsNotWhatWasCopied() throws Exception {
    PassingKey key = new PassingKey();
    TokenBackedKey first = take(key);
    assertThat(take(key)).isSameAs(first);
    key.value[0] = 1;
    TokenBackedKey second = take(key);
    assertThat(second).isNotSameAs(first);
    key.destroy();
    assertThatThrownBy(() -> take(key))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("destroyed");
    assertThat(second.tokenKey().isLost()).isTrue();
  }

  @Test
  void releasedKeysAreGone() throws Exception {
    TokenBackedKey copy = take(aes(1));
    imported.release();
    imported.release();
    assertThat(copy.tokenKey().isLost()).isTrue();
  }

  @Test
  void keysOfAnotherKindComeBackAsTheyAre() throws Exception {
    KeyPair ec = TestCertificates.ec();
    for (Key other :
        new Key[] {
          null,
          ec.getPublic(),
          ec.getPrivate(),
          fixture.hmac(new byte[16]),
          new SecretKeySpec(new byte[16], "HmacSHA256")
        }) {
      assertThat(imported.take(other, Ckk.AES, KeyUsage.ENCRYPT)).isSameAs(other);
    }
    assertThat(imported.take(ec.getPrivate(), Ckk.RSA, KeyUsage.SIGN)).isSameAs(ec.getPrivate());
  }

  @Test
  void privateKeysAreTaken() throws Exception {
    KeyPair rsa = TestCertificates.rsa();
    assertThat(imported.take(rsa.getPrivate(), Ckk.RSA, KeyUsage.SIGN))
        .isInstanceOf(TokenRsaPrivateKey.class);
  }

  @Test
  void aMacIsMadeWithAnySecret() throws Exception {
    for (String algorithm : new String[] {"HmacSHA256", "RAW", "AES", "anything"}) {
      Key copy =
          imported.take(
              new SecretKeySpec(new byte[9], algorithm), Ckk.GENERIC_SECRET, KeyUsage.SIGN);
      assertThat(copy).isInstanceOf(TokenBackedKey.class);
    }
  }

  @Test
  void whoMayNotImportIsToldOfTranslateKey() {
    for (SoftwareKeyRule rule :
        new SoftwareKeyRule[] {SoftwareKeyRule.REFUSE, SoftwareKeyRule.NAMELESS}) {
      ImportedKeys refusing = new ImportedKeys(context(rule));
      assertThatThrownBy(() -> refusing.take(aes(1), Ckk.AES, KeyUsage.ENCRYPT))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("SecretKeyFactory.translateKey")
          .hasMessageContaining(
              rule == SoftwareKeyRule.REFUSE ? "implicitImport = refuse" : "name Turnlock");
    }
    assertThat(fixture.token.imports()).isZero();
  }
}
