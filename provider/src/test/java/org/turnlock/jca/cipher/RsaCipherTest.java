// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.jca.TokenFixture;
import org.turnlock.pkcs11.constant.Ckm;

/** RSA/ECB/PKCS1Padding in all its directions, against SunJCE. */
class RsaCipherTest {
  private static final String RSA = "RSA/ECB/PKCS1Padding";
  private static final byte[] MESSAGE = "a session key".getBytes(StandardCharsets.UTF_8);
  private static KeyPair pair;

  @BeforeAll
  static void generate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    pair = generator.generateKeyPair();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Ckm.RSA_X_509, Ckm.RSA_PKCS})
  void decryptsWithWhicheverMechanismTheTokenHas(long missing) throws Exception {
    TokenFixture fixture = new TokenFixture(mechanism -> mechanism != missing);
    PrivateKey key = fixture.rsa(pair);
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, key);
    for (int length : new int[] {0, 1, 50, 117}) {
      byte[] message = new byte[length];
      Arrays.fill(message, (byte) 7);
      assertThat(cipher.doFinal(theirs(Cipher.ENCRYPT_MODE, pair.getPublic(), message)))
          .isEqualTo(message);
    }
    byte[] changed = theirs(Cipher.ENCRYPT_MODE, pair.getPublic(), MESSAGE);
    changed[70] ^= 1;
    assertThatThrownBy(() -> cipher.doFinal(changed))
        .isExactlyInstanceOf(BadPaddingException.class);
    byte[] large = new byte[128];
    Arrays.fill(large, (byte) 0xff);
    assertThatThrownBy(() -> cipher.doFinal(large)).isExactlyInstanceOf(BadPaddingException.class);
    assertThatThrownBy(() -> cipher.doFinal(new byte[3])).isInstanceOf(BadPaddingException.class);
    assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(BadPaddingException.class);
    assertThatThrownBy(() -> cipher.doFinal(new byte[129]))
        .isInstanceOf(IllegalBlockSizeException.class);
    assertThat(cipher.doFinal(theirs(Cipher.ENCRYPT_MODE, pair.getPublic(), MESSAGE)))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Ckm.RSA_PKCS})
  void privateKeyEncryptionIsTheSignatureBlock(long missing) throws Exception {
    TokenFixture fixture = new TokenFixture(mechanism -> mechanism != missing);
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, fixture.rsa(pair));
    assertThat(cipher.doFinal(MESSAGE))
        .isEqualTo(theirs(Cipher.ENCRYPT_MODE, pair.getPrivate(), MESSAGE));
    assertThatThrownBy(() -> cipher.doFinal(new byte[118]))
        .isInstanceOf(IllegalBlockSizeException.class);
    assertThat(cipher.doFinal(new byte[117])).hasSize(128);
  }

  @Test
  void publicKeysNeedNoToken() throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    cipher.update(MESSAGE, 0, 4);
    byte[] ciphertext = cipher.doFinal(MESSAGE, 4, MESSAGE.length - 4);
    assertThat(theirs(Cipher.DECRYPT_MODE, pair.getPrivate(), ciphertext)).isEqualTo(MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, pair.getPublic());
    assertThat(cipher.doFinal(theirs(Cipher.ENCRYPT_MODE, pair.getPrivate(), MESSAGE)))
        .isEqualTo(MESSAGE);
    assertThat(fixture.token.calls()).isZero();
  }

  @Test
  void buffersAndPiecesAreGathered() throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher cipher = Cipher.getInstance("RSA", fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, fixture.rsa(pair));
    assertThat(cipher.getBlockSize()).isZero();
    assertThat(cipher.getOutputSize(1)).isEqualTo(128);
    assertThat(cipher.getIV()).isNull();
    assertThat(cipher.getParameters()).isNull();
    byte[] ciphertext = theirs(Cipher.ENCRYPT_MODE, pair.getPublic(), MESSAGE);
    ByteBuffer place = ByteBuffer.allocateDirect(256);
    place.put(64, ciphertext);
    cipher.update(place.duplicate().position(64).limit(100), ByteBuffer.allocate(0));
    ByteBuffer rest = place.duplicate().position(100).limit(192);
    assertThatThrownBy(() -> cipher.doFinal(rest, ByteBuffer.allocate(127)))
        .isInstanceOf(ShortBufferException.class);
    ByteBuffer output = place.duplicate().position(80);
    assertThat(cipher.doFinal(rest, output)).isEqualTo(MESSAGE.length);
    byte[] message = new byte[MESSAGE.length];
    place.get(80, message);
    assertThat(message).isEqualTo(MESSAGE);
  }

  @Test
  void dataThatIsTooLongIsToldAtTheEnd() throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    assertThat(cipher.update(new byte[5000])).isEmpty();
    assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(IllegalBlockSizeException.class);
    assertThat(cipher.doFinal(MESSAGE)).hasSize(128);
  }

  @Test
  void wrapsSoftwareKeysAndUnwrapsIntoTheToken() throws Exception {
    TokenFixture fixture = new TokenFixture();
    SecretKey secret = new SecretKeySpec(MESSAGE, "HmacSHA256");
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    cipher.init(Cipher.WRAP_MODE, pair.getPublic());
    byte[] wrapped = cipher.wrap(secret);
    assertThatThrownBy(() -> cipher.wrap(new SecretKeySpec(new byte[118], "Large")))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.wrap(fixture.aes(new byte[16])))
        .isInstanceOf(InvalidKeyException.class);
    cipher.init(Cipher.UNWRAP_MODE, fixture.rsa(pair));
    Mac mac = Mac.getInstance("HmacSHA256", fixture.provider);
    mac.init(cipher.unwrap(wrapped, "HmacSHA256", Cipher.SECRET_KEY));
    Mac theirs = Mac.getInstance("HmacSHA256", "SunJCE");
    theirs.init(secret);
    assertThat(mac.doFinal(MESSAGE)).isEqualTo(theirs.doFinal(MESSAGE));
    assertThatThrownBy(() -> cipher.unwrap(new byte[128], "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.unwrap(new byte[129], "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
  }

  /** Stands for the JDK's internal class of the same simple name. */
  private static final class TlsRsaPremasterSecretParameterSpec implements AlgorithmParameterSpec {}

  @Test
  void tlsParametersAreRefusedSoThatJsseGoesOnWithDecryption() throws Exception {
    TokenFixture fixture = new TokenFixture();
    PrivateKey key = fixture.rsa(pair);
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    assertThatThrownBy(
            () -> cipher.init(Cipher.UNWRAP_MODE, key, new TlsRsaPremasterSecretParameterSpec()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(
            () -> cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void otherKeysAndPaddingsAreRefused() throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher cipher = Cipher.getInstance(RSA, fixture.provider);
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, fixture.aes(new byte[16])))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, (PrivateKey) null))
        .isInstanceOf(InvalidKeyException.class);
    for (String wrong :
        List.of(
            "RSA/CBC/PKCS1Padding",
            "RSA/ECB/ISO9796-1Padding",
            "RSA/ECB/OAEPWithMD5AndMGF1Padding",
            "RSA/ECB/OAEPWithSHA256AndMGF1Padding",
            "RSA/ECB/OAEPWithSHA3-256AndMGF1Padding",
            "RSA/NONE/OAEPWithSHA-256AndMGF1Padding")) {
      assertThatThrownBy(() -> Cipher.getInstance(wrong, fixture.provider))
          .as(wrong)
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA/NONE/PKCS1Padding",
        "RSA/None/NoPadding",
        "RSA/NONE/OAEPPadding",
        "RSA/NONE/OAEPWithSHA1AndMGF1Padding",
        "1.2.840.113549.1.1.1",
        "1.2.840.113549.1.1.7"
      })
  void namesOfBouncyCastleMeanWhatTheyMeanThere(String name) throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher theirs = Cipher.getInstance(name, SoftwarePeers.bouncyCastle());
    theirs.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    Cipher cipher = Cipher.getInstance(name, fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, fixture.rsa(pair));
    assertThat(cipher.doFinal(theirs.doFinal(MESSAGE))).endsWith(MESSAGE);
  }

  @Test
  void withoutRawRsaTheTokenDoesWhatItsMechanismsDo() throws Exception {
    TokenFixture fixture = new TokenFixture(mechanism -> mechanism != Ckm.RSA_X_509);
    assertThatThrownBy(() -> Cipher.getInstance("RSA/ECB/NoPadding", fixture.provider))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> Cipher.getInstance("RSA/NONE/OAEPPadding", fixture.provider))
        .isInstanceOf(GeneralSecurityException.class);
    Cipher cipher = Cipher.getInstance("RSA/NONE/PKCS1Padding", fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, fixture.rsa(pair));
    assertThat(cipher.doFinal(theirs(Cipher.ENCRYPT_MODE, pair.getPublic(), MESSAGE)))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA/ECB/PKCS1Padding", "RSA/ECB/OAEPPadding"})
  void everyWrongPaddingCostsTheTokenTheSameCalls(String transformation) throws Exception {
    TokenFixture fixture = new TokenFixture();
    PrivateKey key = fixture.rsa(pair);
    Cipher cipher = Cipher.getInstance(transformation, fixture.provider);
    cipher.init(Cipher.DECRYPT_MODE, key);
    Cipher raw = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
    raw.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      byte[] block = new byte[128];
      ThreadLocalRandom.current().nextBytes(block);
      block[0] = (byte) (i % 3 == 0 ? 1 : 0);
      block[1] = (byte) (i % 2 == 0 ? 2 : 3);
      Arrays.fill(block, 2, 20, (byte) (i % 5));
      if (i % 7 == 0) {
        Arrays.fill(block, 20, 128, (byte) 1);
      }
      boolean right = i % 3 != 0 && i % 2 == 0 && i % 5 != 0 && i % 7 != 0;
      if (right && transformation.contains("PKCS1")) {
        continue;
      }
      byte[] ciphertext = raw.doFinal(block);
      int before = fixture.token.calls();
      String answer = "";
      try {
        cipher.doFinal(ciphertext);
      } catch (BadPaddingException e) {
        answer = e.toString();
      }
      answers.add(answer + (fixture.token.calls() - before) + " calls");
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void softwareKeysWorkAsCopiesInTheToken() throws Exception {
    TokenFixture fixture = new TokenFixture();
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    byte[] ciphertext = cipher.doFinal(MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(MESSAGE);
    assertThat(fixture.token.calls()).isPositive();
  }

  private static byte[] theirs(int opmode, java.security.Key key, byte[] data) throws Exception {
    Cipher cipher = Cipher.getInstance(RSA, "SunJCE");
    cipher.init(opmode, key);
    return cipher.doFinal(data);
  }
}
