// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Nimbus JOSE + JWT, with Turnlock as its JCA provider and the JDK's providers as the peer. */
@SoftHsm
class NimbusJoseTest {
  private static final String CONTENT = "the content";

  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys(SoftHsmToken token) throws Exception {
    keys = TokenKeys.on(token);
    keys.make("RSA", "RSA");
    keys.make("EC", "EC");
  }

  @AfterAll
  static void close() throws Exception {
    keys.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384", "ES256"})
  void signedToken(String algorithm) throws Exception {
    JWSAlgorithm jws = JWSAlgorithm.parse(algorithm);
    boolean ec = JWSAlgorithm.Family.EC.contains(jws);
    JWSSigner signer =
        ec
            ? new ECDSASigner(keys.privateKey("EC"), Curve.P_256)
            : new RSASSASigner(keys.privateKey("RSA"));
    signer.getJCAContext().setProvider(keys.provider());
    SignedJWT token =
        new SignedJWT(new JWSHeader(jws), new JWTClaimsSet.Builder().subject("alice").build());
    token.sign(signer);

    JWSVerifier verifier =
        ec
            ? new ECDSAVerifier((ECPublicKey) publicKey("EC"))
            : new RSASSAVerifier((RSAPublicKey) publicKey("RSA"));
    SignedJWT read = SignedJWT.parse(token.serialize());
    assertThat(read.verify(verifier)).isTrue();
    assertThat(read.getJWTClaimsSet().getSubject()).isEqualTo("alice");
  }

  @Test
  void nimbusWantsToSeeTheBytesOfAesKeys() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", keys.provider());
    generator.init(256);
    SecretKey key = generator.generateKey();
    assertThatThrownBy(() -> new AESDecrypter(key)).isInstanceOf(KeyLengthException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-512"})
  void encryptedToAnRsaKey(String algorithm) throws Exception {
    RSADecrypter decrypter = new RSADecrypter(keys.privateKey("RSA"));
    decrypter.getJCAContext().setKeyEncryptionProvider(keys.provider());
    assertThat(
            opened(sealed(algorithm, new RSAEncrypter((RSAPublicKey) publicKey("RSA"))), decrypter))
        .isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECDH-ES", "ECDH-ES+A256KW"})
  void encryptedToAnEcKey(String algorithm) throws Exception {
    ECDHDecrypter decrypter = new ECDHDecrypter(keys.privateKey("EC"), null, Curve.P_256);
    decrypter.getJCAContext().setKeyEncryptionProvider(keys.provider());
    assertThat(
            opened(sealed(algorithm, new ECDHEncrypter((ECPublicKey) publicKey("EC"))), decrypter))
        .isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A256GCMKW", "A256KW"})
  void encryptedToASoftwareKeyThatWorksInTheToken(String algorithm) throws Exception {
    SecretKey key = new SecretKeySpec(new byte[32], "AES");
    AESEncrypter inToken = new AESEncrypter(key);
    inToken.getJCAContext().setProvider(keys.provider());
    AESDecrypter back = new AESDecrypter(key);
    back.getJCAContext().setProvider(keys.provider());
    assertThat(opened(sealed(algorithm, inToken), new AESDecrypter(key))).isEqualTo(CONTENT);
    assertThat(opened(sealed(algorithm, new AESEncrypter(key)), back)).isEqualTo(CONTENT);
  }

  private static String sealed(String algorithm, JWEEncrypter encrypter) throws Exception {
    JWEObject object =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.parse(algorithm), EncryptionMethod.A256GCM),
            new Payload(CONTENT));
    object.encrypt(encrypter);
    return object.serialize();
  }

  private static String opened(String sealed, JWEDecrypter decrypter) throws Exception {
    JWEObject object = JWEObject.parse(sealed);
    object.decrypt(decrypter);
    return object.getPayload().toString();
  }

  private static PublicKey publicKey(String alias) throws Exception {
    return keys.keyStore().getCertificate(alias).getPublicKey();
  }
}
