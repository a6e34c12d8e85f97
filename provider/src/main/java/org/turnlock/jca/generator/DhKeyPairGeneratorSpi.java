// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyPairParameters;

/**
 * Makes Diffie-Hellman pairs in the token: in the groups of RFC 7919, 3072 bits unless told
 * otherwise, or in a group that is given. Primes below 2048 bits are refused.
 */
public final class DhKeyPairGeneratorSpi extends TokenKeyPairGeneratorSpi {
  private static final int DEFAULT_BITS = 3072;
  private static final int SMALLEST_BITS = 2048;
  private static final int LARGEST_BITS = 8192;
  private static final int SMALLEST_PRIVATE_BITS = 224;
  private static final int CERTAINTY = 64;

  private static final Map<Integer, DHParameters> GROUPS =
      new TreeMap<>(
          Map.of(
              2048, DHStandardGroups.rfc7919_ffdhe2048,
              3072, DHStandardGroups.rfc7919_ffdhe3072,
              4096, DHStandardGroups.rfc7919_ffdhe4096,
              6144, DHStandardGroups.rfc7919_ffdhe6144,
              8192, DHStandardGroups.rfc7919_ffdhe8192));

  private final int smallest;
  private final int largest;

  public DhKeyPairGeneratorSpi(JcaContext context) {
    super(context, KeyFamily.DH);
    MechanismInfo info = mechanism(Ckm.DH_PKCS_KEY_PAIR_GEN);
    long min = info == null ? 0 : info.minKeySize();
    long max = info == null || info.maxKeySize() == 0 ? LARGEST_BITS : info.maxKeySize();
    this.smallest = (int) Math.max(SMALLEST_BITS, Math.min(min, LARGEST_BITS));
    this.largest = (int) Math.min(LARGEST_BITS, max);
  }

  @Override
  KeyPairParameters defaults() throws InvalidAlgorithmParameterException {
    return ofSize(Math.max(smallest, Math.min(DEFAULT_BITS, largest)));
  }

  @Override
  KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException {
    DHParameters group = GROUPS.get(bits);
    if (group == null || bits < smallest || bits > largest) {
      throw new InvalidAlgorithmParameterException(
          "no Diffie-Hellman group of "
              + bits
              + " bits; allowed: those of "
              + GROUPS.keySet()
              + " from "
              + smallest
              + " to "
              + largest
              + ", or a DHParameterSpec");
    }
    return new KeyPairParameters.Dh(group.getP(), group.getG(), 0);
  }

  @Override
  KeyPairParameters of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (!(params instanceof DHParameterSpec dh) || dh.getP() == null || dh.getG() == null) {
      throw new InvalidAlgorithmParameterException(
          "DH key generation takes a DHParameterSpec or a TokenKeySpec");
    }
    BigInteger p = dh.getP();
    int bits = p.bitLength();
    if (bits < smallest || bits > largest) {
      throw new InvalidAlgorithmParameterException(
          "a Diffie-Hellman prime of "
              + bits
              + " bits cannot be used; allowed: "
              + smallest
              + " to "
              + largest);
    }
    if (dh.getL() != 0 && (dh.getL() < SMALLEST_PRIVATE_BITS || dh.getL() >= bits)) {
      throw new InvalidAlgorithmParameterException(
          "a private value of "
              + dh.getL()
              + " bits cannot be used; allowed: 0 for the token's choice, or from "
              + SMALLEST_PRIVATE_BITS
              + " to less than the prime");
    }
    BigInteger g = dh.getG();
    if (g.compareTo(BigInteger.ONE) <= 0
        || g.compareTo(p.subtract(BigInteger.ONE)) >= 0
        || !isPrime(p)) {
      throw new InvalidAlgorithmParameterException("the Diffie-Hellman group is none");
    }
    return new KeyPairParameters.Dh(p, g, dh.getL());
  }

  private static boolean isPrime(BigInteger p) {
    DHParameters known = GROUPS.get(p.bitLength());
    return (known != null && known.getP().equals(p)) || p.isProbablePrime(CERTAINTY);
  }
}
