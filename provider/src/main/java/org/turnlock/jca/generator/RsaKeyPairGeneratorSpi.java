// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.jca.SoftwareKeyFactories;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.TokenKeyPair;

/**
 * Makes RSA key pairs in the token: 3072 bits (as JDK 19 and later) and the exponent 65537 unless
 * told otherwise. Moduli below 2048 bits and exponents below 65537 are refused, as FIPS 186-5 does.
 */
public final class RsaKeyPairGeneratorSpi extends TokenKeyPairGeneratorSpi {
  private static final int DEFAULT_BITS = 3072;
  private static final int SMALLEST_BITS = 2048;
  private static final int LARGEST_BITS = 8192;
  private static final int LARGEST_EXPONENT_BITS = 256;

  private final boolean pss;
  private final int smallest;
  private final int largest;

  private RsaKeyPairGeneratorSpi(JcaContext context, boolean pss) {
    super(context, pss ? KeyFamily.RSA_PSS : KeyFamily.RSA);
    this.pss = pss;
    MechanismInfo info = mechanism(Ckm.RSA_PKCS_KEY_PAIR_GEN);
    long min = info == null ? 0 : info.minKeySize();
    long max = info == null || info.maxKeySize() == 0 ? LARGEST_BITS : info.maxKeySize();
    this.smallest = (int) Math.max(SMALLEST_BITS, Math.min(min, LARGEST_BITS));
    this.largest = (int) Math.min(LARGEST_BITS, max);
  }

  /** Pairs for signatures and encryption. */
  public static RsaKeyPairGeneratorSpi rsa(JcaContext context) {
    return new RsaKeyPairGeneratorSpi(context, false);
  }

  /** Pairs under the name of RSASSA-PSS, for signatures only. */
  public static RsaKeyPairGeneratorSpi pss(JcaContext context) {
    return new RsaKeyPairGeneratorSpi(context, true);
  }

  @Override
  KeyPairParameters defaults() {
    int bits = Math.max(smallest, Math.min(DEFAULT_BITS, largest));
    return new KeyPairParameters.Rsa(bits, RSAKeyGenParameterSpec.F4);
  }

  @Override
  KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException {
    if (bits < smallest || bits > largest || bits % 8 != 0) {
      throw new InvalidAlgorithmParameterException(
          "an RSA modulus of "
              + bits
              + " bits cannot be made; allowed: "
              + smallest
              + " to "
              + largest
              + " in whole bytes");
    }
    return new KeyPairParameters.Rsa(bits, RSAKeyGenParameterSpec.F4);
  }

  @Override
  KeyPairParameters of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (!(params instanceof RSAKeyGenParameterSpec rsa)) {
      throw new InvalidAlgorithmParameterException(
          "RSA key generation takes an RSAKeyGenParameterSpec or a TokenKeySpec");
    }
    ofSize(rsa.getKeysize());
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
    return new KeyPairParameters.Rsa(rsa.getKeysize(), wanted);
  }

  @Override
  KeyPair toPair(TokenKeyPair pair) {
    if (!pss) {
      return super.toPair(pair);
    }
    RSAPublicKey key = (RSAPublicKey) pair.publicKey();
    try {
      return new KeyPair(
          SoftwareKeyFactories.of("RSASSA-PSS")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
          TokenRsaPrivateKey.forPss(new FixedKeySource(pair.privateKey())));
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException("the token made a key that is none", e);
    }
  }
}
