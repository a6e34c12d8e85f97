// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x9.DomainParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.turnlock.token.PrivateKeyParts.Dh;
import org.turnlock.token.PrivateKeyParts.PostQuantum;
import org.turnlock.token.PrivateKeyParts.Rfc8410;
import org.turnlock.token.PrivateKeyParts.Rsa;

/** Takes PKCS#8 (RFC 5958) private keys apart, whichever provider has encoded them. */
final class Pkcs8 {
  private static final int WRAPPING_UNIT = 8;

  private Pkcs8() {}

  static PrivateKeyParts read(byte[] encoded) throws InvalidKeyException {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(first(encoded));
      ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
          || algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
        return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
      }
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return ec(info);
      }
      if (algorithm.equals(PKCSObjectIdentifiers.dhKeyAgreement)) {
        DHParameter group = DHParameter.getInstance(parameters(info));
        return new Dh(group.getP(), group.getG(), number(info));
      }
      if (algorithm.equals(X9ObjectIdentifiers.dhpublicnumber)) {
        DomainParameters group = DomainParameters.getInstance(parameters(info));
        return new Dh(group.getP(), group.getG(), number(info));
      }
      Optional<Rfc8410Curve> curve = Rfc8410Curve.ofOid(algorithm.getId());
      if (curve.isPresent()) {
        byte[] value = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        return new Rfc8410(curve.get(), value);
      }
      Optional<ParameterSet> set = ParameterSet.ofOid(algorithm.getId());
      if (set.isPresent()) {
        return postQuantum(set.get(), info);
      }
      throw new InvalidKeyException("private keys of algorithm " + algorithm + " are not known");
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeyException("the PKCS#8 encoding does not hold a whole key", e);
    }
  }

  /**
   * Without up to seven zeros behind it: SoftHSM adds them to what it wraps. Anything else behind
   * it is not taken.
   */
  private static ASN1Primitive first(byte[] encoded) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(encoded)) {
      ASN1Primitive first = in.readObject();
      byte[] behind = in.readAllBytes();
      if (behind.length >= WRAPPING_UNIT || !Arrays.equals(behind, new byte[behind.length])) {
        throw new IOException("there is more than one key");
      }
      return first;
    }
  }

  private static PrivateKeyParts rsa(RSAPrivateKey key) throws InvalidKeyException {
    if (key.getPrime1().signum() == 0) {
      return RsaPrimes.recover(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent());
    }
    return new Rsa(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }

  private static PrivateKeyParts ec(PrivateKeyInfo info) throws IOException, InvalidKeyException {
    BigInteger value =
        org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    try {
      return PrivateKeyReader.ec(
          CurveCodec.decode(parameters(info).toASN1Primitive().getEncoded()), value);
    } catch (InvalidParameterSpecException e) {
      throw new InvalidKeyException("the EC key's curve is unknown: " + e.getMessage(), e);
    }
  }

  private static ASN1Encodable parameters(PrivateKeyInfo info) {
    return info.getPrivateKeyAlgorithm().getParameters();
  }

  private static BigInteger number(PrivateKeyInfo info) throws IOException {
    return ASN1Integer.getInstance(info.parsePrivateKey()).getValue();
  }

  private static PostQuantum postQuantum(ParameterSet set, PrivateKeyInfo info) throws IOException {
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
    if (key instanceof MLDSAPrivateKeyParameters dsa) {
      return new PostQuantum(set, copy(dsa.getSeed()), dsa.getEncoded());
    }
    MLKEMPrivateKeyParameters kem = (MLKEMPrivateKeyParameters) key;
    return new PostQuantum(set, copy(kem.getSeed()), kem.getEncoded());
  }

  private static byte[] copy(byte[] seed) {
    return seed == null ? null : Arrays.copyOf(seed, seed.length);
  }
}
