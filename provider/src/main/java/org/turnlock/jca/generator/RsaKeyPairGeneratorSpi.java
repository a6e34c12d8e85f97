// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.JcaContext;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.NewKey;

/**
 * Makes RSA session key pairs in the token: 3072 bits (as JDK 19 and later) and the exponent 65537
 * unless told otherwise. Moduli below 2048 bits and exponents below 65537 are refused, as FIPS
 * 186-5 does.
 */
public final class RsaKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private static final int DEFAULT_BITS = 3072;
  private static final int SMALLEST_BITS = 2048;
  private static final int LARGEST_BITS = 8192;
  private static final int LARGEST_EXPONENT_BITS = 256;

  private final JcaContext context;
  private final int smallest;
  private final int largest;
  private int bits;
  private BigInteger exponent = RSAKeyGenParameterSpec.F4;

  public RsaKeyPairGeneratorSpi(JcaContext context) {
    this.context = context;
    MechanismInfo info = context.token().mechanisms().get(Ckm.RSA_PKCS_KEY_PAIR_GEN);
    long min = info == null ? 0 : info.minKeySize();
    long max = info == null || info.maxKeySize() == 0 ? LARGEST_BITS : info.maxKeySize();
    this.smallest = (int) Math.max(SMALLEST_BITS, Math.min(min, LARGEST_BITS));
    this.largest = (int) Math.min(LARGEST_BITS, max);
    this.bits = Math.max(smallest, Math.min(DEFAULT_BITS, largest));
  }

  /** The token's own generator is used, whatever {@code random} is. */
  @Override
  public void initialize(int keySize, SecureRandom random) {
    String refusal = refusal(keySize);
    if (refusal != null) {
      throw new InvalidParameterException(refusal);
    }
    bits = keySize;
    exponent = RSAKeyGenParameterSpec.F4;
  }

  @Override
  public void initialize(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (!(params instanceof RSAKeyGenParameterSpec rsa)) {
      throw new InvalidAlgorithmParameterException(
          "RSA key generation takes an RSAKeyGenParameterSpec");
    }
    String refusal = refusal(rsa.getKeysize());
    if (refusal != null) {
      throw new InvalidAlgorithmParameterException(refusal);
    }
    if (rsa.getKeyParams() != null) {
      throw new InvalidAlgorithmParameterException("RSA keys have no parameters of their own");
    }
    BigInteger wanted = rsa.getPublicExponent();
    if (wanted == null
        || wanted.compareTo(RSAKeyGenParameterSpec.F4) < 0
        || !wanted.testBit(0)
        || wanted.bitLength() > LARGEST_EXPONENT_BITS) {
      throw new InvalidAlgorithmParameterException(
          "the public exponent "
              + wanted
              + " cannot be used; allowed: odd, at least 65537, at most 256 bits");
    }
    bits = rsa.getKeysize();
    exponent = wanted;
  }

  private String refusal(int keySize) {
    if (keySize >= smallest && keySize <= largest && keySize % 8 == 0) {
      return null;
    }
    return "an RSA modulus of "
        + keySize
        + " bits cannot be made; allowed: "
        + smallest
        + " to "
        + largest
        + " in whole bytes";
  }

  @Override
  public KeyPair generateKeyPair() {
    return TokenKeyPairs.of(
        context
            .token()
            .objects()
            .generateRsaKeyPair(bits, exponent, NewKey.session(DefaultUsages.RSA)));
  }
}
