// SPDX-License-Identifier: Apache-2.0
// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
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

  /** The PKCS#8 encoding of an RSA or EC key, for the caller to wipe. */
  static byte[] pkcs8(StoredObject object) {
    boolean rsa = object.keyAttributes().keyType() == Ckk.RSA;
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(rsa ? rsa(object) : ec(object))
          .getEncoded("DER");
    } catch (IOException e) {
      throw new TokenException(TokenException.Reason.FAILED, "the key cannot be encoded", e);
    }
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
