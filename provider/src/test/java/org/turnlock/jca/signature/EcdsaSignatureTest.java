// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;

/** ECDSA in DER and P1363 forms, on curves that the JDK has and one that it has not. */
class EcdsaSignatureTest {
  private static final Provider BC = new BouncyCastleProvider();
  private static final byte[] MESSAGE = new byte[55];

  private final TokenFixture fixture = new TokenFixture();

  static Stream<String> algorithms() {
    return Stream.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512")
        .flatMap(hash -> Stream.of(hash + "withECDSA", hash + "withECDSAinP1363Format"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void sunEcVerifiesWhatTheTokenSigned(String algorithm) throws Exception {
    for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
      KeyPair pair = pair(curve, "SunEC");
      Signature ours = Signature.getInstance(algorithm, fixture.provider);
      ours.initSign(fixture.ec(pair));
      assertThat(ours.getParameters()).isNull();
      for (int i = 0; i < 5; i++) {
        ours.update(MESSAGE, 0, 20);
        ours.update(MESSAGE, 20, MESSAGE.length - 20);
        byte[] signed = ours.sign();
        Signature theirs = Signature.getInstance(algorithm, "SunEC");
        theirs.initVerify(pair.getPublic());
        theirs.update(MESSAGE);
        assertThat(theirs.verify(signed)).as(curve).isTrue();
      }
      assertThat(ours.sign()).isNotEmpty();
      verifiesTheirs(algorithm, pair, ours);
    }
  }

  private static void verifiesTheirs(String algorithm, KeyPair pair, Signature ours)
      throws Exception {
    Signature theirs = Signature.getInstance(algorithm, "SunEC");
    theirs.initSign(pair.getPrivate());
    theirs.update(MESSAGE);
    byte[] signed = theirs.sign();
    ours.initVerify(pair.getPublic());
    ours.update(MESSAGE);
    assertThat(ours.verify(signed)).isTrue();
    ours.update(new byte[1]);
    assertThat(ours.verify(signed)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHA256withECDSA",
        "SHA256withECDSAinP1363Format",
        "NONEwithECDSA",
        "NONEwithECDSAinP1363Format"
      })
  void curvesThatTheJdkHasDroppedWorkToo(String algorithm) throws Exception {
    KeyPair pair = pair("secp256k1", BC);
    Signature ours = Signature.getInstance(algorithm, fixture.provider);
    ours.initSign(fixture.ec(pair));
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) 5);
    ours.update(digest);
    byte[] signed = ours.sign();
    ours.initVerify(pair.getPublic());
    ours.update(digest);
    assertThat(ours.verify(signed)).isTrue();
    ours.update(new byte[31]);
    assertThat(ours.verify(signed)).isFalse();
  }

  @Test
  void callersDigestIsSignedAsItIs() throws Exception {
    KeyPair pair = pair("secp256r1", "SunEC");
    byte[] digest = MessageDigest.getInstance("SHA-512").digest(MESSAGE);
    Signature ours = Signature.getInstance("NONEwithECDSA", fixture.provider);
    ours.initSign(fixture.ec(pair));
    ours.update(digest, 0, 30);
    ours.update(digest, 30, 34);
    byte[] signed = ours.sign();
    Signature theirs = Signature.getInstance("SHA512withECDSA", "SunEC");
    theirs.initVerify(pair.getPublic());
    theirs.update(MESSAGE);
    assertThat(theirs.verify(signed)).isTrue();
    ours.update(new byte[40]);
    ours.update(new byte[40]);
    assertThatThrownBy(ours::sign).isInstanceOf(SignatureException.class);
    ours.update(digest);
    assertThat(ours.sign()).isNotEmpty();
  }

  @Test
  void derIsWhatBouncyCastleWouldWrite() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] plain = new byte[random.nextBoolean() ? 64 : 132];
      random.nextBytes(plain);
      int half = plain.length / 2;
      Arrays.fill(plain, half, half + random.nextInt(half - 1), (byte) 0);
      byte[] der = EcdsaSignature.ofPlain(plain).der();
      ASN1Sequence sequence = ASN1Sequence.getInstance(der);
      assertThat(sequence.getEncoded("DER")).as("seed %d", seed).isEqualTo(der);
      assertThat(ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue())
          .isEqualTo(new BigInteger(1, Arrays.copyOf(plain, half)));
      assertThat(ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue())
          .isEqualTo(new BigInteger(1, Arrays.copyOfRange(plain, half, plain.length)));
    }
  }

  @Test
  void parametersMayOnlyRepeatTheCurve() throws Exception {
    KeyPair pair = pair("secp256r1", "SunEC");
    Signature ours = Signature.getInstance("SHA256withECDSA", fixture.provider);
    ours.initSign(fixture.ec(pair));
    ours.setParameter(((ECPublicKey) pair.getPublic()).getParams());
    ECPublicKey other = (ECPublicKey) pair("secp384r1", "SunEC").getPublic();
    assertThatThrownBy(() -> ours.setParameter(other.getParams()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> ours.setParameter(new IvParameterSpec(new byte[16])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void wrongKeysAreRefused() throws Exception {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    Signature ours = Signature.getInstance("SHA256withECDSA", fixture.provider);
    assertThatThrownBy(() -> ours.initSign(fixture.rsa(rsa)))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> ours.initVerify(rsa.getPublic()))
        .isInstanceOf(InvalidKeyException.class);
  }

  private static KeyPair pair(String curve, String provider) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static KeyPair pair(String curve, Provider provider) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }
}
