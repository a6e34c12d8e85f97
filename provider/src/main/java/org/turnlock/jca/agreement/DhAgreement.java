// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenDhPrivateKey;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;

/** Diffie-Hellman of two parties (PKCS #3); the secret is as long as the prime. */
public final class DhAgreement implements AgreementKind {
  private static final BigInteger TWO = BigInteger.TWO;

  @Override
  public long keyType() {
    return Ckk.DH;
  }

  @Override
  public TokenPrivateKey privateKey(Key key) throws InvalidKeyException {
    if (key instanceof TokenDhPrivateKey own) {
      return own;
    }
    throw KeyRefusal.of(key, "a Diffie-Hellman private key");
  }

  @Override
  public void checkParameters(AlgorithmParameterSpec params, TokenPrivateKey own)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (!(params instanceof DHParameterSpec group)) {
      throw new InvalidAlgorithmParameterException(
          "parameters are a TokenKeySpec, or the key's own DHParameterSpec");
    }
    if (!same(group, group(own))) {
      throw new InvalidKeyException("the parameters are not those of the private key");
    }
  }

  private static DHParameterSpec group(TokenPrivateKey own) {
    return ((TokenDhPrivateKey) own).getParams();
  }

  private static boolean same(DHParameterSpec one, DHParameterSpec other) {
    return other != null && one.getP().equals(other.getP()) && one.getG().equals(other.getG());
  }

  @Override
  public Derivation with(Key peer, TokenPrivateKey own) throws InvalidKeyException {
    if (!(PeerKeys.software(peer, "DH") instanceof DHPublicKey other)) {
      throw new InvalidKeyException("the other side's Diffie-Hellman public key is needed");
    }
    DHParameterSpec group = group(own);
    if (!same(group, other.getParams())) {
      throw new InvalidKeyException("the other side's public key is of another group");
    }
    BigInteger p = group.getP();
    BigInteger y = other.getY();
    if (y == null || y.compareTo(TWO) < 0 || y.compareTo(p.subtract(TWO)) > 0) {
      throw new InvalidKeyException("the other side's public value is not between 2 and p - 2");
    }
    if (p.mod(y).signum() == 0) {
      throw new InvalidKeyException("the group's p is no prime: the public value divides it");
    }
    return new Derivation(
        Mechanism.dh(BigIntegers.asUnsignedByteArray(y)), (p.bitLength() + 7) / Byte.SIZE);
  }

  @Override
  public boolean replacesPeer() {
    return true;
  }

  @Override
  public boolean stripsTlsZeros() {
    return true;
  }
}
