// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.TokenException;

/** Private keys from stored attributes to Bouncy Castle's form. */
final class KeyNumbers {
  private KeyNumbers() {}

  static RSAPrivateCrtKeyParameters rsa(StoredObject object) {
    return (RSAPrivateCrtKeyParameters)
        object.material().parsed(material -> parseRsa(object.attributes(), material));
  }

  static ECPrivateKeyParameters ec(StoredObject object) {
    return (ECPrivateKeyParameters)
        object.material().parsed(material -> parseEc(object.attributes(), material));
  }

  /** An Ed25519 or an Ed448 key; never kept, since its bytes lie open in Bouncy Castle's object. */
  static AsymmetricKeyParameter edwards(StoredObject object) {
    byte[] value = object.material().copyOf(Cka.VALUE);
    try {
      return switch (value.length) {
        case Ed25519PrivateKeyParameters.KEY_SIZE -> new Ed25519PrivateKeyParameters(value);
        case Ed448PrivateKeyParameters.KEY_SIZE -> new Ed448PrivateKeyParameters(value);
        default -> throw new IllegalStateException("no Edwards key has this length");
      };
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /** The PKCS#8 encoding of a private key, for the caller to wipe. */
  static byte[] pkcs8(StoredObject object) {
    try {
      return info(object).getEncoded("DER");
    } catch (IOException e) {
      throw new TokenException(TokenException.Reason.FAILED, "the key cannot be encoded", e);
    }
  }

  private static PrivateKeyInfo info(StoredObject object) throws IOException {
    long type = object.keyAttributes().keyType();
    if (type == Ckk.RSA) {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(rsa(object));
    }
    if (type == Ckk.EC) {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(ec(object));
    }
    if (type == Ckk.EC_EDWARDS || type == Ckk.EC_MONTGOMERY) {
      byte[] value = object.material().copyOf(Cka.VALUE);
      byte[] curve = object.attributes().bytes(Cka.EC_PARAMS);
      try {
        return new PrivateKeyInfo(
            new AlgorithmIdentifier(ASN1ObjectIdentifier.getInstance(curve)),
            new DEROctetString(value));
      } finally {
        Arrays.fill(value, (byte) 0);
      }
    }
    throw new TokenException(
        TokenException.Reason.UNSUPPORTED, "keys of type " + Ckk.nameOf(type) + " are not wrapped");
  }

  private static AsymmetricKeyParameter parseRsa(Attributes attributes, KeyMaterial material) {
    // The last argument says that the modulus needs no check: it was checked when it came in.
    return new RSAPrivateCrtKeyParameters(
        new BigInteger(1, attributes.bytes(Cka.MODULUS)),
        new BigInteger(1, attributes.bytes(Cka.PUBLIC_EXPONENT)),
        secret(material, Cka.PRIVATE_EXPONENT),
        secret(material, Cka.PRIME_1),
        secret(material, Cka.PRIME_2),
        secret(material, Cka.EXPONENT_1),
        secret(material, Cka.EXPONENT_2),
        secret(material, Cka.COEFFICIENT),
        true);
  }

  private static AsymmetricKeyParameter parseEc(Attributes attributes, KeyMaterial material) {
    return new ECPrivateKeyParameters(
        secret(material, Cka.VALUE), Curves.decode(attributes.bytes(Cka.EC_PARAMS)));
  }

  private static BigInteger secret(KeyMaterial material, long attribute) {
    byte[] copy = material.copyOf(attribute);
    try {
      return new BigInteger(1, copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }
}
