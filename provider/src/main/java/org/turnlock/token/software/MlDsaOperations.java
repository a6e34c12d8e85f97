// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** ML_DSA (FIPS 204) over whole messages: pure, hedged, with an empty context. */
final class MlDsaOperations {
  /** The signature of ML-DSA-87. */
  private static final int LONGEST = 4627;

  int sign(StoredObject object, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    if (!(mechanism.parameters() instanceof MechanismParameters.None)) {
      throw new TokenException(Reason.UNSUPPORTED, mechanism + " takes no parameters here");
    }
    try (OperationBuffers buffers = new OperationBuffers(input, output, 0)) {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, new ParametersWithRandom(key(object), SoftwareRandom.source()));
      signer.update(buffers.in, buffers.inOffset, buffers.inLength);
      byte[] signature = signer.generateSignature();
      if (output.remaining() < signature.length) {
        throw new IllegalArgumentException(
            "the output has room for " + output.remaining() + " bytes, " + LONGEST + " may come");
      }
      return buffers.finish(signature, signature.length);
    } catch (CryptoException e) {
      throw new TokenException(Reason.FAILED, mechanism + " failed", e);
    }
  }

  /** Made anew for each use: Bouncy Castle's object keeps the bytes open. */
  private static MLDSAPrivateKeyParameters key(StoredObject object) {
    long number = ByteBuffer.wrap(object.attributes().bytes(Cka.PARAMETER_SET)).getLong();
    ParameterSet set =
        ParameterSet.of(Ckk.ML_DSA, number)
            .orElseThrow(() -> new TokenException(Reason.KEY_REFUSED, "unknown parameter set"));
    byte[] value = object.material().copyOf(Cka.VALUE);
    try {
      return new MLDSAPrivateKeyParameters(PostQuantumKeys.mlDsaParameters(set), value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
