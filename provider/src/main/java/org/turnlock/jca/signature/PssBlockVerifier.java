// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.util.BigIntegers;

/**
 * Verifies RSASSA-PSS over a digest: takes the salt out of the block, makes the block anew with it,
 * and compares the two whole (RFC 8017, section 8.1.2, with the encoding's inverse left out).
 */
final class PssBlockVerifier {
  private final RSAPublicKey key;
  private final int modulusBytes;
  private final PssEncoding encoding;

  PssBlockVerifier(RSAPublicKey key, PssParameters parameters) throws InvalidKeyException {
    int modulusBits = key.getModulus().bitLength();
    if ((modulusBits - 1 + Byte.SIZE - 1) / Byte.SIZE < parameters.minEncodedLength()) {
      throw new InvalidKeyException("the RSA key is too short for this digest and salt");
    }
    this.key = key;
    this.modulusBytes = (modulusBits + Byte.SIZE - 1) / Byte.SIZE;
    this.encoding = new PssEncoding(parameters, modulusBits, null);
  }

  boolean verifies(byte[] digest, byte[] signature) throws SignatureException {
    if (signature.length != modulusBytes) {
      throw new SignatureException(
          "a signature of " + modulusBytes + " bytes is needed, not one of " + signature.length);
    }
    BigInteger number = new BigInteger(1, signature);
    if (number.compareTo(key.getModulus()) >= 0) {
      return false;
    }
    byte[] block =
        BigIntegers.asUnsignedByteArray(
            modulusBytes, number.modPow(key.getPublicExponent(), key.getModulus()));
    return MessageDigest.isEqual(block, encoding.encode(digest, encoding.saltOf(block)));
  }
}
