// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.TurnlockBackends;

/** Keys without name, bytes or numbers are refused with the exceptions that callers catch. */
class HollowKeysTest {
  @TempDir private static Path directory;
  private static Provider provider;

  @BeforeAll
  static void open() {
    provider = TurnlockBackends.softwareProvider(directory);
  }

  private static SecretKey secret(String algorithm, String format, byte[] bytes) {
    return new HollowKey.Secret(algorithm, format, bytes);
  }

  @Test
  void aSecretKeyWithoutAName() throws Exception {
    SecretKey nameless = secret(null, "RAW", new byte[16]);
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
    invalid(() -> cipher.init(Cipher.ENCRYPT_MODE, nameless));
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    invalid(() -> mac.init(nameless));
    SecretKeyFactory factory = SecretKeyFactory.getInstance("HmacSHA256", provider);
    invalid(() -> factory.translateKey(nameless));
    invalidSpec(() -> factory.getKeySpec(nameless, SecretKeySpec.class));
    SecretKey empty = secret("HmacSHA256", "RAW", new byte[0]);
    invalidSpec(() -> factory.getKeySpec(empty, SecretKeySpec.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256withRSA", "NONEwithRSA", "RSASSA-PSS", "SHA256withECDSA", "EdDSA"})
  void aPairWithoutNameOrBytes(String algorithm) throws Exception {
    Signature signature = Signature.getInstance(algorithm, provider);
    PrivateKey nameless = new HollowKey.Private(null, "PKCS#8", new byte[0]);
    invalid(() -> signature.initSign(nameless));
    for (String name : new String[] {null, "RSA", "EC", "EdDSA"}) {
      PublicKey without = new HollowKey.Public(name, "X.509", null);
      invalid(() -> signature.initVerify(without));
    }
    invalid(() -> signature.initVerify(new HollowKey.Rsa()));
  }

  @Test
  void anRsaKeyWithoutNumbersToEncryptWith() throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
    invalid(() -> cipher.init(Cipher.ENCRYPT_MODE, new HollowKey.Rsa()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECDH", "XDH", "DH"})
  void anAgreementWithANamelessKey(String algorithm) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
    invalid(() -> agreement.init(new HollowKey.Private(null, "PKCS#8", new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "RSASSA-PSS", "EC", "EdDSA", "XDH", "DH", "ML-DSA"})
  void whatMakesNoKey(String algorithm) throws Exception {
    KeyFactory factory = KeyFactory.getInstance(algorithm, provider);
    for (KeySpec spec :
        new KeySpec[] {
          null,
          new PKCS8EncodedKeySpec(new byte[0]),
          new RSAPrivateKeySpec(null, null),
          new RSAPrivateKeySpec(BigInteger.ONE, BigInteger.ONE),
          new RSAPublicKeySpec(BigInteger.ZERO, BigInteger.ZERO)
        }) {
      invalidSpec(() -> factory.generatePrivate(spec));
      invalidSpec(() -> factory.generatePublic(spec));
    }
    PublicKey nameless = new HollowKey.Public(null, "X.509", new byte[0]);
    invalid(() -> factory.translateKey(nameless));
    invalid(() -> factory.translateKey(new HollowKey.Rsa()));
    invalidSpec(() -> factory.getKeySpec(nameless, PKCS8EncodedKeySpec.class));
    invalidSpec(() -> factory.getKeySpec(null, PKCS8EncodedKeySpec.class));
  }

  @Test
  void parametersWithoutNumbersOrWithHugeOnes() throws Exception {
    KeyPairGenerator dh = KeyPairGenerator.getInstance("DH", provider);
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> dh.initialize(new DHParameterSpec(null, null)));

    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    Signature signature = Signature.getInstance("RSASSA-PSS", provider);
    signature.initSign(rsa.generateKeyPair().getPrivate());
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                signature.setParameter(
                    new PSSParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, Integer.MAX_VALUE, 1)));
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void invalid(Call call) {
    assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(call::run);
  }

  private static void invalidSpec(Call call) {
    assertThatExceptionOfType(InvalidKeySpecException.class).isThrownBy(call::run);
  }
}
