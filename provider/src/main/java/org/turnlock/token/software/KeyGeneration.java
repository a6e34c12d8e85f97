// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** New key pairs, by Bouncy Castle's generators. */
final class KeyGeneration {
  /** Chance of a composite "prime": 2^-128. */
  private static final int CERTAINTY = 128;

  private static final int MAX_EXPONENT_BITS = 256;

  private KeyGeneration() {}

  /** A key pair taken apart. */
  record Pair(PublicKey publicKey, KeyParts privateParts) {}

  /** What the token's tables call a kind of pair. */
  record Kind(long mechanism, long keyType) {}

  static Kind kindOf(KeyPairParameters parameters) {
    if (parameters instanceof KeyPairParameters.Rsa) {
      return new Kind(Ckm.RSA_PKCS_KEY_PAIR_GEN, Ckk.RSA);
    }
    if (parameters instanceof KeyPairParameters.Ec) {
      return new Kind(Ckm.EC_KEY_PAIR_GEN, Ckk.EC);
    }
    throw unsupported("the software token cannot make such a pair");
  }

  static Pair pair(KeyPairParameters parameters) {
    if (parameters instanceof KeyPairParameters.Rsa rsa) {
      return rsa(rsa.bits(), rsa.publicExponent());
    }
    if (parameters instanceof KeyPairParameters.Ec ec) {
      return ec(ec.curve());
    }
    throw unsupported("the software token cannot make such a pair");
  }

  private static Pair rsa(int bits, BigInteger exponent) {
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
        publicKey(pair.getPublic(), "RSA"),
        KeyParts.rsa(
            key.getModulus(),
            key.getPublicExponent(),
            key.getExponent(),
            key.getP(),
            key.getQ(),
            key.getDP(),
            key.getDQ(),
            key.getQInv()));
  }

  private static Pair ec(byte[] curve) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(Curves.decode(curve), SoftwareRandom.source()));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new Pair(
        publicKey(pair.getPublic(), "EC"),
        KeyParts.ec(curve, ((ECPrivateKeyParameters) pair.getPrivate()).getD()));
  }

  /** The JDK's own key object, or Bouncy Castle's for a curve that the JDK does not know. */
  private static PublicKey publicKey(AsymmetricKeyParameter key, String algorithm) {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
      X509EncodedKeySpec encoded = new X509EncodedKeySpec(info.getEncoded());
      try {
        String provider = algorithm.equals("RSA") ? "SunRsaSign" : "SunEC";
        return KeyFactory.getInstance(algorithm, provider).generatePublic(encoded);
      } catch (GeneralSecurityException notInThisJdk) {
        return KeyFactory.getInstance(algorithm, Primitives.bouncyCastle()).generatePublic(encoded);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TokenException(Reason.FAILED, "the new public key cannot be encoded", e);
    }
  }

  private static TokenException unsupported(String message) {
    return new TokenException(Reason.UNSUPPORTED, message);
  }
}
