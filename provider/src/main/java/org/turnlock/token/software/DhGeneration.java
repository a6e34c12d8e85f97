// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.DHBasicKeyPairGenerator;
import org.bouncycastle.crypto.params.DHKeyGenerationParameters;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.DHPrivateKeyParameters;
import org.bouncycastle.crypto.params.DHPublicKeyParameters;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicKeyCodec;

/** New Diffie-Hellman pairs. */
final class DhGeneration {
  /** Twice the strength of the largest group that is allowed (NIST SP 800-57). */
  private static final int LEAST_PRIVATE_BITS = 512;

  private DhGeneration() {}

  static KeyGeneration.Pair pair(KeyPairParameters.Dh dh) throws InvalidKeySpecException {
    BigInteger p = dh.prime();
    BigInteger g = dh.base();
    int bits = p.bitLength();
    if (bits < SoftwareMechanisms.DH_MIN_GENERATED_BITS || bits > SoftwareMechanisms.DH_MAX_BITS) {
      throw KeyGeneration.unsupported(
          "Diffie-Hellman keys of 2048 to 8192 bits can be made, not " + bits);
    }
    if (!p.testBit(0)
        || g.compareTo(BigInteger.ONE) <= 0
        || g.compareTo(p.subtract(BigInteger.ONE)) >= 0) {
      throw KeyGeneration.unsupported("the Diffie-Hellman group is none");
    }
    int privateBits = dh.privateBits() == 0 ? LEAST_PRIVATE_BITS : dh.privateBits();
    if (privateBits < 224 || privateBits >= bits) {
      throw KeyGeneration.unsupported(
          "the private value must have from 224 bits to less than the prime");
    }
    DHBasicKeyPairGenerator generator = new DHBasicKeyPairGenerator();
    generator.init(
        new DHKeyGenerationParameters(
            SoftwareRandom.source(), new DHParameters(p, g, null, privateBits)));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new KeyGeneration.Pair(
        PublicKeyCodec.dh(p, g, ((DHPublicKeyParameters) pair.getPublic()).getY()),
        new PrivateKeyParts.Dh(p, g, ((DHPrivateKeyParameters) pair.getPrivate()).getX()));
  }
}
