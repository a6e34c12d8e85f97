// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.token.TokenException;

/**
 * ECDSA over a digest, giving r | s. Bouncy Castle's curves are used for all: they have every named
 * curve (the JDK dropped most), look tables up without secret-dependent access, and sign faster
 * than the JDK's.
 */
final class EcdsaOperations {
  private static final int NOISE_BYTES = 32;

  int sign(StoredObject object, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    if (!(mechanism.parameters() instanceof MechanismParameters.None)) {
      throw new TokenException(
          TokenException.Reason.UNSUPPORTED, mechanism + " takes no parameters");
    }
    ECPrivateKeyParameters key = KeyNumbers.ec(object);
    int half = (key.getParameters().getN().bitLength() + 7) / Byte.SIZE;
    try (OperationBuffers buffers = new OperationBuffers(input, output, 2 * half)) {
      ECDSASigner signer = new ECDSASigner(new HedgedNonce());
      signer.init(true, new ParametersWithRandom(key, SoftwareRandom.source()));
      BigInteger[] signature = signer.generateSignature(buffers.inputBytes());
      byte[] result = new byte[2 * half];
      BigIntegers.asUnsignedByteArray(signature[0], result, 0, half);
      BigIntegers.asUnsignedByteArray(signature[1], result, half, half);
      return buffers.finish(result, result.length);
    }
  }

  /**
   * RFC 6979 with fresh random bytes mixed in (section 3.6): neither a weak random source nor a
   * repeated message with a computing fault gives the key away.
   */
  private static final class HedgedNonce extends HMacDSAKCalculator {
    private final byte[] noise = SoftwareRandom.bytes(NOISE_BYTES);

    HedgedNonce() {
      super(new SHA512Digest());
    }

    @Override
    protected void initAdditionalInput0(HMac hmac) {
      hmac.update(noise, 0, noise.length);
    }

    @Override
    protected void initAdditionalInput1(HMac hmac) {
      hmac.update(noise, 0, noise.length);
    }
  }
}
