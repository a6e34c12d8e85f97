// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicKeyCodec;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** New key pairs, by Bouncy Castle's generators. */
final class KeyGeneration {
  /** Chance of a composite "prime": 2^-128. */
  private static final int CERTAINTY = 128;

  private static final int MAX_EXPONENT_BITS = 256;

  private KeyGeneration() {}

  /** A key pair taken apart. */
  record Pair(PublicKey publicKey, PrivateKeyParts privateParts) {}

  /** What the token's tables call a kind of pair. */
  record Kind(long mechanism, long keyType) {}

  static Kind kindOf(KeyPairParameters parameters) {
    if (parameters instanceof KeyPairParameters.Rsa) {
      return new Kind(Ckm.RSA_PKCS_KEY_PAIR_GEN, Ckk.RSA);
    }
    if (parameters instanceof KeyPairParameters.Ec) {
      return new Kind(Ckm.EC_KEY_PAIR_GEN, Ckk.EC);
    }
    if (parameters instanceof KeyPairParameters.Edwards) {
      return new Kind(Ckm.EC_EDWARDS_KEY_PAIR_GEN, Ckk.EC_EDWARDS);
    }
    if (parameters instanceof KeyPairParameters.Montgomery) {
      return new Kind(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, Ckk.EC_MONTGOMERY);
    }
    if (parameters instanceof KeyPairParameters.Dh) {
      return new Kind(Ckm.DH_PKCS_KEY_PAIR_GEN, Ckk.DH);
    }
    return parameters instanceof KeyPairParameters.MlDsa
        ? new Kind(Ckm.ML_DSA_KEY_PAIR_GEN, Ckk.ML_DSA)
        : new Kind(Ckm.ML_KEM_KEY_PAIR_GEN, Ckk.ML_KEM);
  }

  static Pair pair(KeyPairParameters parameters) {
    try {
      if (parameters instanceof KeyPairParameters.Rsa rsa) {
        return rsa(rsa.bits(), rsa.publicExponent());
      }
      if (parameters instanceof KeyPairParameters.Ec ec) {
        return ec(ec.curve());
      }
      if (parameters instanceof KeyPairParameters.Edwards edwards) {
        return Rfc8410Generation.pair(edwards.curve());
      }
      if (parameters instanceof KeyPairParameters.Montgomery montgomery) {
        return Rfc8410Generation.pair(montgomery.curve());
      }
      if (parameters instanceof KeyPairParameters.Dh dh) {
        return DhGeneration.pair(dh);
      }
      return PostQuantumGeneration.pair(parameters);
    } catch (InvalidKeySpecException e) {
      throw new TokenException(Reason.FAILED, "the new public key cannot be encoded", e);
    }
  }

  private static Pair rsa(int bits, BigInteger exponent) throws InvalidKeySpecException {
    if (bits < SoftwareMechanisms.RSA_MIN_GENERATED_BITS
        || bits > SoftwareMechanisms.RSA_MAX_GENERATED_BITS
        || bits % Byte.SIZE != 0) {
      throw unsupported("RSA keys of 2048 to 8192 bits can be made, not " + bits);
    }
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw unsupported("the public exponent must be odd, from 3 to 2^256");
    }
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(exponent, SoftwareRandom.source(), bits, CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    RSAPrivateCrtKeyParameters key = (RSAPrivateCrtKeyParameters) pair.getPrivate();
    return new Pair(
        PublicKeyCodec.rsa(key.getModulus(), key.getPublicExponent()),
        new PrivateKeyParts.Rsa(
            key.getModulus(),
            key.getPublicExponent(),
            key.getExponent(),
            key.getP(),
            key.getQ(),
            key.getDP(),
            key.getDQ(),
            key.getQInv()));
  }

  private static Pair ec(byte[] curve) throws InvalidKeySpecException {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(Curves.decode(curve), SoftwareRandom.source()));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    ECPrivateKeyParameters key = (ECPrivateKeyParameters) pair.getPrivate();
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    return new Pair(
        PublicKeyCodec.ec(curve, point),
        new PrivateKeyParts.Ec(curve, key.getParameters().getN(), key.getD()));
  }

  static TokenException unsupported(String message) {
    return new TokenException(Reason.UNSUPPORTED, message);
  }
}
