// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyPartsTest {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  /** A key that gives an encoding and nothing else. */
  private record Encoded(String algorithm, byte[] bytes) implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return bytes;
    }
  }

  private static PrivateKey encoded(AlgorithmIdentifier algorithm, ASN1Encodable value)
      throws Exception {
    return new Encoded("any", new PrivateKeyInfo(algorithm, value).getEncoded());
  }

  private static void assertRefused(PrivateKey key, String why) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> PrivateKeyParts.of(key))
        .withMessageContaining(why);
  }

  @Test
  void rsaKeysAreCompletedOrRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(2048);
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    PrivateKeyParts.Rsa whole = (PrivateKeyParts.Rsa) PrivateKeyParts.of(key);
    BigInteger n = key.getModulus();
    BigInteger d = key.getPrivateExponent();
    KeyFactory factory = KeyFactory.getInstance("RSA", "SunRsaSign");
    PrivateKeyParts.Rsa found =
        (PrivateKeyParts.Rsa)
            PrivateKeyParts.of(factory.generatePrivate(new RSAPrivateKeySpec(n, d)));
    assertThat(found.publicExponent()).isEqualTo(key.getPublicExponent());
    assertThat(found.prime1().multiply(found.prime2())).isEqualTo(n);
    assertThat(found.prime1()).isIn(whole.prime1(), whole.prime2());

    // An unusual exponent, which only the encoding tells.
    BigInteger phi =
        key.getPrimeP().subtract(BigInteger.ONE).multiply(key.getPrimeQ().subtract(BigInteger.ONE));
    BigInteger e = BigInteger.valueOf(65539);
    while (!e.gcd(phi).equals(BigInteger.ONE)) {
      e = e.add(BigInteger.TWO);
    }
    BigInteger zero = BigInteger.ZERO;
    RSAPrivateKey bare = new RSAPrivateKey(n, e, e.modInverse(phi), zero, zero, zero, zero, zero);
    PrivateKeyParts.Rsa told =
        (PrivateKeyParts.Rsa)
            PrivateKeyParts.of(
                encoded(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), bare));
    assertThat(told.prime1().multiply(told.prime2())).isEqualTo(n);
    assertRefused(
        factory.generatePrivate(new RSAPrivateKeySpec(n, e.modInverse(phi))), "public exponent");
    assertRefused(
        factory.generatePrivate(
            new RSAPrivateCrtKeySpec(
                n,
                key.getPublicExponent(),
                d,
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP().add(BigInteger.ONE),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient())),
        "belong together");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp521r1", "secp256k1", "brainpoolP320r1"})
  void ecKeysAreInRangeOnCurvesWithAName(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(new ECGenParameterSpec(curve));
    ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
    ECParameterSpec named = key.getParams();
    ECParameterSpec numbers =
        new ECParameterSpec(
            named.getCurve(), named.getGenerator(), named.getOrder(), named.getCofactor());
    KeyFactory factory = KeyFactory.getInstance("EC", BOUNCY_CASTLE);
    for (PrivateKey form :
        new PrivateKey[] {
          key,
          factory.generatePrivate(new ECPrivateKeySpec(key.getS(), numbers)),
          new Encoded("EC", key.getEncoded())
        }) {
      PrivateKeyParts.Ec parts = (PrivateKeyParts.Ec) PrivateKeyParts.of(form);
      assertThat(parts.value()).isEqualTo(key.getS());
      assertThat(parts.curve()).isEqualTo(CurveCodec.encode(curve));
    }
    for (BigInteger s :
        new BigInteger[] {
          named.getOrder(), named.getOrder().add(BigInteger.ONE), named.getOrder().shiftLeft(1)
        }) {
      assertRefused(new Scalar(s, named), "range");
    }
    assertRefused(new Scalar(BigInteger.ZERO, named), "range");
    assertRefused(new Scalar(BigInteger.ONE, null), "curve");
  }

  /** An EC key with any number: factories refuse some. */
  private record Scalar(BigInteger s, ECParameterSpec params) implements ECPrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public BigInteger getS() {
      return s;
    }

    @Override
    public ECParameterSpec getParams() {
      return params;
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  @ParameterizedTest
  @EnumSource(Rfc8410Curve.class)
  void namedCurvesHaveKeysOfOneLength(Rfc8410Curve curve) throws Exception {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier(curve.oid()));
    for (String provider : new String[] {"SunEC", "BC"}) {
      KeyPairGenerator generator =
          provider.equals("BC")
              ? KeyPairGenerator.getInstance(curve.jcaName(), BOUNCY_CASTLE)
              : KeyPairGenerator.getInstance(curve.jcaName(), provider);
      PrivateKeyParts.Rfc8410 parts =
          (PrivateKeyParts.Rfc8410) PrivateKeyParts.of(generator.generateKeyPair().getPrivate());
      assertThat(parts.curve()).isEqualTo(curve);
      assertThat(parts.value()).hasSize(curve.bytes());
    }
    for (int length : new int[] {0, curve.bytes() - 1, curve.bytes() + 1}) {
      assertRefused(encoded(algorithm, new DEROctetString(new byte[length])), "bytes");
    }
    assertThat(Rfc8410Curve.decode(curve.identifier())).contains(curve);
    assertThat(Rfc8410Curve.named(curve.jcaName())).contains(curve);
  }

  @ParameterizedTest
  @EnumSource(ParameterSet.class)
  void postQuantumKeysComeAsSeedAsExpandedKeyOrAsBoth(ParameterSet set) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(set.jcaName(), BOUNCY_CASTLE).generateKeyPair();
    PrivateKeyParts.PostQuantum both =
        (PrivateKeyParts.PostQuantum) PrivateKeyParts.of(pair.getPrivate());
    assertThat(both.set()).isEqualTo(set);
    assertThat(both.seed()).hasSize(set.signs() ? 32 : 64);
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier(set.oid()));
    PrivateKeyParts.PostQuantum seed =
        (PrivateKeyParts.PostQuantum)
            PrivateKeyParts.of(
                encoded(
                    algorithm,
                    new org.bouncycastle.asn1.DERTaggedObject(
                        false, 0, new DEROctetString(both.seed()))));
    assertThat(seed.value()).isEqualTo(both.value());
    PrivateKeyParts.PostQuantum expanded =
        (PrivateKeyParts.PostQuantum)
            PrivateKeyParts.of(encoded(algorithm, new DEROctetString(both.value())));
    assertThat(expanded.value()).isEqualTo(both.value());
    assertThat(expanded.seed()).isNull();

    assertRefused(
        encoded(
            algorithm, new DEROctetString(Arrays.copyOf(both.value(), both.value().length - 1))),
        "whole key");
    byte[] changed = both.value().clone();
    changed[set.signs() ? 70 : changed.length - 40] ^= 1; // in the hash of the public key
    assertRefused(encoded(algorithm, new DEROctetString(changed)), "");
  }

  @Test
  void whatHidesItsValueIsRefused() {
    assertRefused(new Scalar(null, null), "curve");
    assertRefused(new Encoded("DSA", new byte[] {0x30, 0}), "whole key");
    assertRefused(new Encoded("RSA", null), "does not give its bytes");
  }
}
