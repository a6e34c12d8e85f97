// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** Objects are made, imported, copied, renamed and removed as the seam says. */
class SoftwareObjectsTest {
  private static final Set<KeyUsage> ALL = EnumSet.allOf(KeyUsage.class);

  private final SoftwareToken token = SoftwareToken.inMemory();

  @TempDir java.nio.file.Path directory;

  /** Encapsulation is for pairs: a secret key never has it, whatever was asked. */
  @Test
  void sessionKeysAreNotListedAndResidentOnesAre() {
    token.objects().generateSecretKey(Ckk.AES, 32, NewKey.session(ALL));
    TokenKey resident = token.objects().generateSecretKey(Ckk.AES, 24, NewKey.resident("r", ALL));
    assertThat(token.objects().keys()).containsExactly(resident);
    assertThat(resident.attributes().bits()).isEqualTo(192);
    assertThat(resident.attributes().keyClass()).isEqualTo(KeyClass.SECRET);
    assertThat(resident.attributes().usages())
        .containsExactlyInAnyOrderElementsOf(
            ALL.stream()
                .filter(usage -> usage != KeyUsage.ENCAPSULATE && usage != KeyUsage.DECAPSULATE)
                .toList());
    assertThat(resident.token()).isSameAs((Token) token);
  }

  @Test
  void impossibleKeysAreUnsupported() {
    for (Runnable make :
        new Runnable[] {
          () -> token.objects().generateSecretKey(Ckk.AES, 20, NewKey.session(ALL)),
          () -> token.objects().generateSecretKey(Ckk.AES, 0, NewKey.session(ALL)),
          () -> token.objects().generateSecretKey(Ckk.DES3, 24, NewKey.session(ALL)),
          () -> token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 0, NewKey.session(ALL)),
          () -> rsa(1024, 65537),
          () -> rsa(16384, 65537),
          () -> rsa(2048, 65536),
          () -> rsa(2048, 1),
        }) {
      assertThatThrownBy(make::run)
          .isInstanceOfSatisfying(
              TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
  }

  @Test
  void importedKeysOfEveryKindWorkAndTellThemselves() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    KeyPair rsa = generator.generateKeyPair();
    TokenKey key = token.objects().importKey(rsa.getPrivate(), -1, NewKey.resident("rsa", ALL));
    assertThat(key.attributes().bits()).isEqualTo(1024);
    PublicPart.Rsa part = (PublicPart.Rsa) key.attributes().publicPart();
    assertThat(part.modulus()).isEqualTo(((RSAPrivateCrtKey) rsa.getPrivate()).getModulus());
    ByteBuffer signature = ByteBuffer.allocate(128);
    token
        .cryptography()
        .sign(key, Mechanism.of(Ckm.RSA_PKCS), ByteBuffer.wrap(new byte[20]), signature);
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, rsa.getPublic());
    assertThat(cipher.doFinal(signature.array())).isEqualTo(new byte[20]);

    generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    key =
        token
            .objects()
            .importKey(generator.generateKeyPair().getPrivate(), -1, NewKey.session(ALL));
    assertThat(key.attributes().keyType()).isEqualTo(Ckk.EC);
    assertThat(key.attributes().bits()).isEqualTo(521);
    assertThat(((PublicPart.Ec) key.attributes().publicPart()).parameters()).startsWith(6, 5);

    SecretKeySpec secret = new SecretKeySpec(new byte[7], "any");
    key = token.objects().importKey(secret, Ckk.SHA256_HMAC, NewKey.session(ALL));
    assertThat(key.attributes().keyType()).isEqualTo(Ckk.SHA256_HMAC);
    assertThat(key.attributes().bits()).isEqualTo(56);
    assertThat(key.attributes().publicPart()).isEqualTo(new PublicPart.None());
  }

  @Test
  void keysThatCannotBeImportedAreInvalid() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    RSAPrivateCrtKey good = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    BigInteger two = BigInteger.TWO;
    BigInteger[] numbers = {
      good.getModulus(),
      good.getPublicExponent(),
      good.getPrivateExponent(),
      good.getPrimeP(),
      good.getPrimeQ(),
      good.getPrimeExponentP(),
      good.getPrimeExponentQ(),
      good.getCrtCoefficient()
    };
    for (int i = 0; i < numbers.length; i++) {
      BigInteger[] n = numbers.clone();
      n[i] = n[i].add(two);
      assertInvalid(
          KeyFactory.getInstance("RSA")
              .generatePrivate(
                  new RSAPrivateCrtKeySpec(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7])),
          -1);
    }
    generator.initialize(512);
    assertInvalid(generator.generateKeyPair().getPrivate(), -1);
    assertInvalid(new SecretKeySpec(new byte[15], "AES"), Ckk.AES);
    assertInvalid(new SecretKeySpec(new byte[24], "DESede"), Ckk.DES3);
    assertInvalid(generator.generateKeyPair().getPublic(), -1);
    assertInvalid(null, -1);
    assertInvalid(
        new SecretKey() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getAlgorithm() {
            return "AES";
          }

          @Override
          public String getFormat() {
            return null;
          }

          @Override
          public byte[] getEncoded() {
            return null;
          }
        },
        Ckk.AES);
  }

  @Test
  void copyIsAKeyOfItsOwnAndNeverLessProtected() {
    TokenKey session =
        token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, NewKey.session(ALL));
    KeyId id = KeyId.of(new byte[] {1});
    TokenKey copy =
        token
            .objects()
            .copy(session, new NewKey(true, "copy", id, Set.of(KeyUsage.SIGN), false, true));
    assertThat(copy).isNotEqualTo(session);
    assertThat(copy.attributes().label()).isEqualTo("copy");
    assertThat(copy.attributes().id()).isEqualTo(id);
    assertThat(copy.attributes().usages()).containsExactly(KeyUsage.SIGN);
    assertThat(copy.attributes().sensitive()).isTrue();
    assertThat(copy.attributes().extractable()).isFalse();
    String fingerprint = TestTokens.fingerprint(token, session);
    token.objects().destroy(session);
    assertThat(TestTokens.fingerprint(token, copy)).isEqualTo(fingerprint);
    assertThat(token.objects().keys()).containsExactly(copy);
    assertThatThrownBy(() -> TestTokens.fingerprint(token, session))
        .hasMessageContaining("no longer exists");
    assertThatThrownBy(() -> token.objects().copy(session, NewKey.session(ALL)))
        .isInstanceOf(TokenException.class);
  }

  @Test
  void copiedPrivateKeyKeepsItsKind() {
    TokenKey key = rsa(2048, 65537);
    TokenKey copy = token.objects().copy(key, NewKey.resident("c", ALL));
    assertThat(copy.attributes().publicPart()).isEqualTo(key.attributes().publicPart());
    assertThat(copy.attributes().keyClass()).isEqualTo(KeyClass.PRIVATE);
    assertThat(copy.attributes().usages()).doesNotContain(KeyUsage.ENCRYPT, KeyUsage.VERIFY);
  }

  @Test
  void keysAreRenamedAndRemovedBySelfNotByLabel() {
    TokenKey one = TestTokens.newKey(token, "same");
    TokenKey two = TestTokens.newKey(token, "same");
    TokenKey session = token.objects().generateSecretKey(Ckk.AES, 16, NewKey.session(ALL));
    token.objects().relabel(two, "other");
    token.objects().relabel(session, "named");
    assertThat(session.attributes().label()).isEqualTo("named");
    assertThat(token.objects().keys())
        .extracting(key -> key.attributes().label())
        .containsExactly("same", "other");
    token.objects().destroy(one);
    token.objects().destroy(one);
    assertThat(token.objects().keys()).containsExactly(two);
    assertThatThrownBy(() -> token.objects().relabel(one, "x"))
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_REFUSED));
  }

  @Test
  void certificatesAreKeptBesideKeysInTheFileToo() throws Exception {
    X509Certificate certificate = certificate();
    java.nio.file.Path file = directory.resolve("token");
    try (SoftwareToken stored = TestTokens.open(file)) {
      stored.objects().addCertificate(certificate, "leaf", new byte[] {9});
      TokenCertificate issuer = stored.objects().addCertificate(certificate, "", new byte[0]);
      stored.objects().relabel(issuer, "issuer");
      assertThat(stored.objects().keys()).isEmpty();
    }
    try (SoftwareToken stored = TestTokens.open(file)) {
      assertThat(stored.objects().certificates())
          .extracting(TokenCertificate::label)
          .containsExactly("leaf", "issuer");
      TokenCertificate leaf = stored.objects().certificates().get(0);
      assertThat(leaf.certificate()).isEqualTo(certificate);
      assertThat(leaf.id()).isEqualTo(KeyId.of(new byte[] {9}));
      stored.objects().destroy(leaf);
      stored.objects().destroy(leaf);
      assertThat(stored.objects().certificates())
          .singleElement()
          .satisfies(left -> assertThat(left.id().isNone()).isTrue());
    }
  }

  private void assertInvalid(Key key, long type) {
    assertThatThrownBy(() -> token.objects().importKey(key, type, NewKey.session(ALL)))
        .isInstanceOf(InvalidKeyException.class);
  }

  private static X509Certificate certificate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=test");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    new Date(0),
                    new Date(4_000_000_000_000L),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private TokenKey rsa(int bits, long exponent) {
    return token
        .objects()
        .generateRsaKeyPair(bits, BigInteger.valueOf(exponent), NewKey.session(ALL))
        .privateKey();
  }
}
