// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.amazonaws.encryptionsdk.jce.JceMasterKey;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The AWS Encryption SDK with master keys in the token; it names no provider anywhere. */
@SoftHsm
class AwsEncryptionSdkTest {
  private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> CONTEXT = Map.of("purpose", "test");

  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys(SoftHsmToken token) throws Exception {
    keys = TokenKeys.on(token);
    keys.make("RSA", "RSA");
  }

  @AfterAll
  static void close() throws Exception {
    keys.close();
  }

  @Test
  void aesMasterKey() throws Exception {
    SecretKey software = KeyGenerator.getInstance("AES").generateKey();
    keys.keyStore().setKeyEntry("master", software, null, null);
    SecretKey inToken = (SecretKey) keys.keyStore().getKey("master", null);
    long before = keys.calls("C_Encrypt");
    byte[] sealed = seal(aes(inToken));
    assertThat(keys.calls("C_Encrypt")).isGreaterThan(before);
    assertThat(open(aes(inToken), sealed)).isEqualTo(CONTENT);
    assertThat(open(aes(software), sealed)).as("in software").isEqualTo(CONTENT);
    assertThat(open(aes(inToken), seal(aes(software)))).as("from software").isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA/ECB/PKCS1Padding",
        "RSA/ECB/OAEPWithSHA-1AndMGF1Padding",
        "RSA/ECB/OAEPWithSHA-256AndMGF1Padding",
        "RSA/ECB/OAEPWithSHA-512AndMGF1Padding"
      })
  void rsaMasterKey(String transformation) throws Exception {
    PublicKey publicKey = keys.keyStore().getCertificate("RSA").getPublicKey();
    byte[] sealed = seal(rsa(publicKey, null, transformation));
    long before = keys.calls("C_Decrypt");
    assertThat(open(rsa(publicKey, keys.privateKey("RSA"), transformation), sealed))
        .isEqualTo(CONTENT);
    assertThat(keys.calls("C_Decrypt")).isGreaterThan(before);
  }

  private static JceMasterKey aes(SecretKey key) {
    return JceMasterKey.getInstance(key, "programs", "master", "AES/GCM/NoPadding");
  }

  private static JceMasterKey rsa(PublicKey publicKey, PrivateKey privateKey, String algorithm) {
    return JceMasterKey.getInstance(publicKey, privateKey, "programs", "pair", algorithm);
  }

  private static byte[] seal(JceMasterKey key) {
    return crypto().encryptData(key, CONTENT, CONTEXT).getResult();
  }

  private static byte[] open(JceMasterKey key, byte[] sealed) {
    return crypto().decryptData(key, sealed).getResult();
  }

  private static AwsCrypto crypto() {
    return AwsCrypto.builder()
        .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
        .build();
  }
}
