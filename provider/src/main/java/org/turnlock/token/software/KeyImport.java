// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.TokenException;

/** Software keys taken apart, and refused where this token could not work with them. */
final class KeyImport {
  private KeyImport() {}

  /** The value of a secret key of type {@code keyType}. */
  static KeyParts secret(SecretKey key, long keyType) throws InvalidKeyException {
    byte[] value = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null) {
      throw new InvalidKeyException("the key does not show its bytes, so it cannot be imported");
    }
    try {
      SecretLengths.require(keyType, value.length);
    } catch (TokenException e) {
      Arrays.fill(value, (byte) 0);
      throw new InvalidKeyException(e.getMessage(), e);
    }
    return KeyParts.secret(value);
  }

  /** The numbers of a private key. */
  static KeyParts privateKey(PrivateKeyParts key) throws InvalidKeyException {
    if (key instanceof PrivateKeyParts.Rsa rsa) {
      require(
          rsa.modulus().bitLength(),
          SoftwareMechanisms.RSA_MIN_BITS,
          SoftwareMechanisms.RSA_MAX_BITS,
          "RSA");
    } else if (key instanceof PrivateKeyParts.Dh dh) {
      require(
          dh.prime().bitLength(),
          SoftwareMechanisms.DH_MIN_BITS,
          SoftwareMechanisms.DH_MAX_BITS,
          "Diffie-Hellman");
    } else if (key instanceof PrivateKeyParts.Ec ec) {
      try {
        Curves.byName(ASN1ObjectIdentifier.getInstance(ec.curve()));
      } catch (TokenException | IllegalArgumentException e) {
        throw new InvalidKeyException(e.getMessage(), e);
      }
    }
    return KeyParts.of(key);
  }

  /** CKK_* under which a private key is stored. */
  static long keyTypeOf(PrivateKeyParts key) {
    if (key instanceof PrivateKeyParts.Rsa) {
      return Ckk.RSA;
    }
    if (key instanceof PrivateKeyParts.Ec) {
      return Ckk.EC;
    }
    if (key instanceof PrivateKeyParts.Rfc8410 rfc8410) {
      return rfc8410.curve().signs() ? Ckk.EC_EDWARDS : Ckk.EC_MONTGOMERY;
    }
    return key instanceof PrivateKeyParts.Dh
        ? Ckk.DH
        : ((PrivateKeyParts.PostQuantum) key).set().keyType();
  }

  private static void require(int bits, int least, int most, String kind)
      throws InvalidKeyException {
    if (bits < least || bits > most) {
      throw new InvalidKeyException(
          kind + " keys of " + least + " to " + most + " bits can be imported, not " + bits);
    }
  }
}
