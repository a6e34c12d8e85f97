// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.interfaces.DHKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPrivateKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenEcPrivateKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class TokenKeyFactoryTest {
  private static final KeyPair RSA = TestCertificates.rsa();
  private static final KeyPair EC = TestCertificates.ec();

  private final Token token = SoftwareToken.inMemory();
  private final Provider provider = TestProviders.over(token);

  @AfterEach
  void removeProvider() {
    Security.removeProvider(provider.getName());
  }

  private KeyFactory factory(String algorithm) throws Exception {
    return KeyFactory.getInstance(algorithm, provider);
  }

  /** A key that gives its encoding and nothing else. */
  private record EncodedOnly(PrivateKey key) implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return key.getFormat();
    }

    @Override
    public byte[] getEncoded() {
      return key.getEncoded();
    }
  }

  private static void assertSafeSessionKey(Key key) {
    assertThat(key.getEncoded()).isNull();
    assertThat(((TokenBackedKey) key).tokenKey().attributes().resident()).isFalse();
    assertThat(((TokenBackedKey) key).tokenKey().attributes().sensitive()).isTrue();
    assertThat(((TokenBackedKey) key).tokenKey().attributes().extractable()).isFalse();
  }

  @Test
  void translateImportsRsaKeys() throws Exception {
    for (PrivateKey software :
        new PrivateKey[] {RSA.getPrivate(), new EncodedOnly(RSA.getPrivate())}) {
      Key imported = factory("RSA").translateKey(software);
      assertThat(imported).isInstanceOf(TokenRsaPrivateKey.class);
      assertThat(((RSAKey) imported).getModulus())
          .isEqualTo(((RSAKey) RSA.getPublic()).getModulus());
      assertSafeSessionKey(imported);
    }
    assertThat(token.objects().keys()).isEmpty();
  }

  @Test
  void translateImportsEcKeysThatThenSign() throws Exception {
    for (PrivateKey software :
        new PrivateKey[] {EC.getPrivate(), new EncodedOnly(EC.getPrivate())}) {
      Key imported = factory("EC").translateKey(software);
      assertThat(imported).isInstanceOf(TokenEcPrivateKey.class).isInstanceOf(ECKey.class);
      assertSafeSessionKey(imported);
      ByteBuffer signature = ByteBuffer.allocate(64);
      token
          .cryptography()
          .sign(
              ((TokenBackedKey) imported).tokenKey(),
              Mechanism.of(Ckm.ECDSA),
              ByteBuffer.wrap(new byte[32]),
              signature);
      Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format", "SunEC");
      verifier.initVerify(EC.getPublic());
      verifier.update(new byte[32]);
      assertThat(verifier.verify(signature.array())).isTrue();
    }
  }

  @Test
  void translateLeavesOwnKeysAsTheyAre() throws Exception {
    Key own = factory("EC").translateKey(EC.getPrivate());
    assertThat(factory("EC").translateKey(own)).isSameAs(own);
    assertThatThrownBy(() -> factory("RSA").translateKey(own))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("not an RSA key");
  }

  @Test
  void translateRefusesWhatItCannotImport() throws Exception {
    assertThatThrownBy(() -> factory("RSA").translateKey(EC.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> factory("EC").translateKey(RSA.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> factory("EC").translateKey(null))
        .isInstanceOf(InvalidKeyException.class);
    Key foreign =
        KeyFactory.getInstance("EC", TestProviders.over(SoftwareToken.inMemory()))
            .translateKey(EC.getPrivate());
    assertThatThrownBy(() -> factory("EC").translateKey(foreign))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("another token");
  }

  @Test
  void publicKeysStayTheJdks() throws Exception {
    assertThat(factory("RSA").translateKey(RSA.getPublic())).isEqualTo(RSA.getPublic());
    assertThat(factory("EC").generatePublic(new X509EncodedKeySpec(EC.getPublic().getEncoded())))
        .isEqualTo(EC.getPublic());
    RSAPublicKeySpec spec = factory("RSA").getKeySpec(RSA.getPublic(), RSAPublicKeySpec.class);
    assertThat(spec.getModulus()).isEqualTo(((RSAPublicKey) RSA.getPublic()).getModulus());
    assertThat(factory("RSA").generatePublic(spec)).isEqualTo(RSA.getPublic());
    assertThatThrownBy(
            () -> factory("RSA").generatePublic(new X509EncodedKeySpec(new byte[] {1, 2})))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  @Test
  void publicKeysOnCurvesThatTheJdkLacksAreRead() throws Exception {
    PublicKey koblitz =
        token
            .objects()
            .generateEcKeyPair(
                org.turnlock.token.CurveCodec.encode("secp256k1"),
                org.turnlock.token.NewKey.session(org.turnlock.jca.DefaultUsages.EC))
            .publicKey();
    assertThat(
            factory("EC").generatePublic(new X509EncodedKeySpec(koblitz.getEncoded())).getEncoded())
        .isEqualTo(koblitz.getEncoded());
  }

  @Test
  void privateKeysGiveNoSpec() throws Exception {
    Key own = factory("RSA").translateKey(RSA.getPrivate());
    assertThatThrownBy(() -> factory("RSA").getKeySpec(own, PKCS8EncodedKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageContaining("stays in its token");
  }

  @Test
  void generatePrivateImportsWhenTurnlockIsNotInstalled() throws Exception {
    RSAPrivateCrtKey crt = (RSAPrivateCrtKey) RSA.getPrivate();
    RSAPrivateCrtKeySpec numbers =
        new RSAPrivateCrtKeySpec(
            crt.getModulus(),
            crt.getPublicExponent(),
            crt.getPrivateExponent(),
            crt.getPrimeP(),
            crt.getPrimeQ(),
            crt.getPrimeExponentP(),
            crt.getPrimeExponentQ(),
            crt.getCrtCoefficient());
    assertSafeSessionKey(factory("RSA").generatePrivate(numbers));
    assertSafeSessionKey(
        factory("EC").generatePrivate(new PKCS8EncodedKeySpec(EC.getPrivate().getEncoded())));
    assertThatThrownBy(() -> factory("EC").generatePrivate(new PKCS8EncodedKeySpec(new byte[] {1})))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  @Test
  void generatePrivateImportsWhenASoftwareProviderComesFirst() throws Exception {
    Security.addProvider(provider);
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(EC.getPrivate().getEncoded());
    assertSafeSessionKey(factory("EC").generatePrivate(spec));
    assertThat(KeyFactory.getInstance("EC").generatePrivate(spec).getEncoded()).isNotNull();
  }

  @Test
  void lookUpsWithoutAProviderNeverPullASoftwareKeyIntoTheToken() throws Exception {
    Security.insertProviderAt(provider, 1);
    for (PrivateKey software : new PrivateKey[] {RSA.getPrivate(), EC.getPrivate()}) {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(software.getEncoded());
      KeyFactory looked = KeyFactory.getInstance(software.getAlgorithm());
      assertThat(looked.generatePrivate(spec)).isEqualTo(software);
      assertThat(looked.generatePrivate(spec)).isNotInstanceOf(TokenBackedKey.class);
      assertThat(looked.translateKey(software)).isNotInstanceOf(TokenBackedKey.class);
      assertSafeSessionKey(factory(software.getAlgorithm()).generatePrivate(spec));
      assertSafeSessionKey(factory(software.getAlgorithm()).translateKey(software));
    }
  }

  @Test
  void primesAreFoundWhereTheKeyHasAUsualExponent() throws Exception {
    RSAPrivateCrtKey crt = (RSAPrivateCrtKey) RSA.getPrivate();
    RSAPrivateKeySpec bare = new RSAPrivateKeySpec(crt.getModulus(), crt.getPrivateExponent());
    PrivateKey software = KeyFactory.getInstance("RSA", "SunRsaSign").generatePrivate(bare);
    assertThat(software).isNotInstanceOf(RSAPrivateCrtKey.class);
    for (Key imported :
        new Key[] {factory("RSA").translateKey(software), factory("RSA").generatePrivate(bare)}) {
      assertThat(((RSAKey) imported).getModulus()).isEqualTo(crt.getModulus());
      assertSafeSessionKey(imported);
    }
    RSAPrivateKeySpec wrong =
        new RSAPrivateKeySpec(crt.getModulus(), crt.getPrivateExponent().add(BigInteger.TWO));
    assertThatThrownBy(() -> factory("RSA").generatePrivate(wrong))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageContaining("public exponent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448", "X25519", "X448"})
  void namedCurvesAreImportedUnderTheirOwnNameAndTheFamilys(String curve) throws Exception {
    String family = curve.startsWith("E") ? "EdDSA" : "XDH";
    KeyPair pair = KeyPairGenerator.getInstance(curve, "SunEC").generateKeyPair();
    for (PrivateKey software :
        new PrivateKey[] {pair.getPrivate(), new EncodedOnly(pair.getPrivate())}) {
      for (String name : new String[] {curve, family}) {
        Key imported = factory(name).translateKey(software);
        assertSafeSessionKey(imported);
        assertThat(imported.getAlgorithm()).isEqualTo(family);
      }
    }
    assertThat(
            factory(family).generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())))
        .isEqualTo(pair.getPublic());
    String other = curve.replace("25519", "~").replace("448", "25519").replace("~", "448");
    assertThatThrownBy(() -> factory(other).translateKey(pair.getPrivate()))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(curve);
  }

  @Test
  void diffieHellmanKeysAreImported() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DH", "SunJCE");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    for (PrivateKey software :
        new PrivateKey[] {pair.getPrivate(), new EncodedOnly(pair.getPrivate())}) {
      Key imported = factory("DH").translateKey(software);
      assertSafeSessionKey(imported);
      assertThat(((DHKey) imported).getParams().getP())
          .isEqualTo(((DHKey) pair.getPublic()).getParams().getP());
    }
    DHParameterSpec group = ((DHKey) pair.getPublic()).getParams();
    for (BigInteger x : new BigInteger[] {BigInteger.ZERO, group.getP()}) {
      assertThatThrownBy(
              () ->
                  factory("DH")
                      .generatePrivate(new DHPrivateKeySpec(x, group.getP(), group.getG())))
          .isInstanceOf(InvalidKeySpecException.class)
          .hasMessageContaining("not in range");
    }
  }

  @Test
  void curvesThatTheJdkLacksAreImported() throws Exception {
    for (String curve : new String[] {"secp256k1", "brainpoolP256r1", "brainpoolP512r1"}) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", SoftwarePeers.bouncyCastle());
      generator.initialize(new ECGenParameterSpec(curve));
      PrivateKey software = generator.generateKeyPair().getPrivate();
      for (PrivateKey key : new PrivateKey[] {software, new EncodedOnly(software)}) {
        Key imported = factory("EC").translateKey(key);
        assertSafeSessionKey(imported);
        assertThat(CurveCodec.encode(((ECKey) imported).getParams()))
            .isEqualTo(CurveCodec.encode(curve));
      }
      assertThat(factory("EC").generatePrivate(new PKCS8EncodedKeySpec(software.getEncoded())))
          .isInstanceOf(TokenEcPrivateKey.class);
    }
  }
}
