// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * The private halves of RSA_PKCS, RSA_X_509 and RSA_PKCS_PSS. Bouncy Castle's engine blinds every
 * operation and checks each result against the public key, so that a computing fault cannot leak a
 * prime.
 */
final class RsaOperations {
  private static final int PKCS1_OVERHEAD = 11;

  int sign(StoredObject object, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    RSAPrivateCrtKeyParameters key = KeyNumbers.rsa(object);
    int size = bytesOf(key.getModulus());
    try (OperationBuffers buffers = new OperationBuffers(input, output, size)) {
      byte[] data = buffers.inputBytes();
      byte[] signature;
      if (mechanism.type() == Ckm.RSA_PKCS_PSS) {
        signature = pss(key, mechanism, data);
      } else {
        requireNoParameters(mechanism);
        signature =
            raw(key, mechanism.type() == Ckm.RSA_PKCS ? pad(data, size) : widen(data, size));
      }
      return buffers.finish(signature, signature.length);
    }
  }

  int decrypt(StoredObject object, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    requireNoParameters(mechanism);
    RSAPrivateCrtKeyParameters key = KeyNumbers.rsa(object);
    int size = bytesOf(key.getModulus());
    boolean padded = mechanism.type() == Ckm.RSA_PKCS;
    try (OperationBuffers buffers =
        new OperationBuffers(input, output, padded ? size - PKCS1_OVERHEAD : size)) {
      if (buffers.inLength != size) {
        throw rejected("the ciphertext must be " + size + " bytes, not " + buffers.inLength);
      }
      byte[] plain = raw(key, buffers.inputBytes());
      try {
        int start = padded ? messageStart(plain) : 0;
        if (start < 0) {
          throw rejected("wrong padding");
        }
        byte[] message = Arrays.copyOfRange(plain, start, plain.length);
        buffers.finish(message, message.length);
        Arrays.fill(message, (byte) 0);
        return message.length;
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    }
  }

  /** The private operation on a whole block; the result is as long as the modulus. */
  private static byte[] raw(RSAPrivateCrtKeyParameters key, byte[] block) {
    if (new BigInteger(1, block).compareTo(key.getModulus()) >= 0) {
      throw rejected("the data is not less than the modulus");
    }
    RSABlindedEngine engine = new RSABlindedEngine();
    // "Encryption" is the direction that keeps leading zeros; the computation is the same.
    engine.init(true, new ParametersWithRandom(key, SoftwareRandom.source()));
    return engine.processBlock(block, 0, block.length);
  }

  private static byte[] pss(RSAPrivateCrtKeyParameters key, Mechanism mechanism, byte[] digest) {
    if (!(mechanism.parameters() instanceof MechanismParameters.Pss pss)) {
      throw unsupported(mechanism + " needs its parameters");
    }
    Digest hash = hash(pss.hash());
    if (digest.length != hash.getDigestSize()) {
      throw rejected("the digest must be " + hash.getDigestSize() + " bytes, not " + digest.length);
    }
    int room = (key.getModulus().bitLength() - 1 + 7) / Byte.SIZE - hash.getDigestSize() - 2;
    if (pss.saltLength() < 0 || pss.saltLength() > room) {
      throw unsupported("a salt of " + pss.saltLength() + " bytes does not fit this key");
    }
    PSSSigner signer =
        PSSSigner.createRawSigner(
            new RSABlindedEngine(),
            hash,
            maskHash(pss.mgf()),
            pss.saltLength(),
            PSSSigner.TRAILER_IMPLICIT);
    signer.init(true, new ParametersWithRandom(key, SoftwareRandom.source()));
    signer.update(digest, 0, digest.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new TokenException(Reason.FAILED, mechanism + " failed", e);
    }
  }

  /** EMSA-PKCS1-v1_5 without the DigestInfo: 00 01 FF.. 00 data (RFC 8017, 9.2). */
  private static byte[] pad(byte[] data, int size) {
    if (data.length > size - PKCS1_OVERHEAD) {
      throw rejected(data.length + " bytes do not fit this key");
    }
    byte[] block = new byte[size];
    Arrays.fill(block, 2, size - data.length - 1, (byte) 0xFF);
    block[1] = 1;
    System.arraycopy(data, 0, block, size - data.length, data.length);
    return block;
  }

  private static byte[] widen(byte[] data, int size) {
    if (data.length > size) {
      throw rejected(data.length + " bytes do not fit this key");
    }
    byte[] block = new byte[size];
    System.arraycopy(data, 0, block, size - data.length, data.length);
    return block;
  }

  /**
   * Where the message begins after 00 02 nonzero.. 00 (RFC 8017, 7.2.2), or -1 if the padding is
   * wrong. Looks at every byte alike.
   */
  private static int messageStart(byte[] block) {
    int bad = block[0] | (block[1] ^ 2);
    int start = 0;
    int searching = -1;
    for (int i = 2; i < block.length; i++) {
      int isZero = ((block[i] & 0xFF) - 1) >> 31;
      start |= searching & isZero & (i + 1);
      searching &= ~isZero;
    }
    int tooShort = (start - PKCS1_OVERHEAD) >> 31;
    bad |= searching | tooShort;
    return bad == 0 ? start : -1;
  }

  private static int bytesOf(BigInteger modulus) {
    return (modulus.bitLength() + 7) / Byte.SIZE;
  }

  private static void requireNoParameters(Mechanism mechanism) {
    if (!(mechanism.parameters() instanceof MechanismParameters.None)) {
      throw unsupported(mechanism + " takes no parameters");
    }
  }

  private static Digest hash(long ckm) {
    return pick(
        ckm, Ckm.SHA_1, Ckm.SHA224, Ckm.SHA256, Ckm.SHA384, Ckm.SHA512, () -> Ckm.nameOf(ckm));
  }

  private static Digest maskHash(long ckg) {
    return pick(
        ckg,
        Ckg.MGF1_SHA1,
        Ckg.MGF1_SHA224,
        Ckg.MGF1_SHA256,
        Ckg.MGF1_SHA384,
        Ckg.MGF1_SHA512,
        () -> Ckg.nameOf(ckg));
  }

  private static Digest pick(
      long wanted,
      long sha1,
      long sha224,
      long sha256,
      long sha384,
      long sha512,
      Supplier<String> name) {
    if (wanted == sha256) {
      return SHA256Digest.newInstance();
    } else if (wanted == sha384) {
      return new SHA384Digest();
    } else if (wanted == sha512) {
      return new SHA512Digest();
    } else if (wanted == sha1) {
      return new SHA1Digest();
    } else if (wanted == sha224) {
      return new SHA224Digest();
    }
    throw unsupported("RSASSA-PSS with " + name.get());
  }

  private static TokenException rejected(String message) {
    return new TokenException(Reason.DATA_REJECTED, message);
  }

  private static TokenException unsupported(String message) {
    return new TokenException(Reason.UNSUPPORTED, message);
  }
}
