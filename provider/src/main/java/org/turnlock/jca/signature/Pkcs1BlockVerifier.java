// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.jca.SoftwarePeers;

/**
 * Verifies a PKCS #1 v1.5 signature over bytes that are not hashed, by comparing whole blocks: what
 * is never parsed cannot be parsed wrongly.
 */
final class Pkcs1BlockVerifier implements Verifier {
  private final RSAPublicKey key;
  private final int length;
  private final MessageDigest data;
  private boolean begun;

  Pkcs1BlockVerifier(PublicKey given) throws InvalidKeyException {
    key = checked(given);
    length = (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    data = new CallersDigest(Pkcs1Block.room(length));
  }

  /** Whether a signature is one over these bytes. */
  static boolean verifies(PublicKey key, byte[] data, byte[] signature)
      throws InvalidKeyException, SignatureException {
    Pkcs1BlockVerifier verifier = new Pkcs1BlockVerifier(key);
    verifier.update(data, 0, data.length);
    return verifier.verify(signature);
  }

  private static RSAPublicKey checked(PublicKey given) throws InvalidKeyException {
    if (given instanceof RSAPublicKey rsa
        && (rsa.getModulus() == null || rsa.getPublicExponent() == null)) {
      throw new InvalidKeyException("the RSA public key is without its numbers");
    }
    try {
      if (SoftwarePeers.keyFactory("RSA").translateKey(given) instanceof RSAPublicKey rsa) {
        return rsa;
      }
      throw new InvalidKeyException("an RSA public key is needed");
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software RSA keys", e);
    }
  }

  @Override
  public void update(byte[] input, int offset, int count) {
    begun = true;
    data.update(input, offset, count);
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public boolean verify(byte[] signature) throws SignatureException {
    begun = false;
    byte[] expected = data.digest();
    if (signature.length != length) {
      throw new SignatureException(
          "a signature of " + length + " bytes is needed, not one of " + signature.length);
    }
    BigInteger number = new BigInteger(1, signature);
    if (expected.length > Pkcs1Block.room(length) || number.compareTo(key.getModulus()) >= 0) {
      return false;
    }
    BigInteger block = number.modPow(key.getPublicExponent(), key.getModulus());
    return MessageDigest.isEqual(
        BigIntegers.asUnsignedByteArray(length, block), Pkcs1Block.around(expected, length));
  }
}
