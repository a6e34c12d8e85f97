// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed25519ctxSigner;
import org.bouncycastle.crypto.signers.Ed25519phSigner;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.Ed448phSigner;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** EDDSA over whole messages: Ed25519 and Ed448, plain, with context, and of a hashed message. */
final class EdwardsOperations {
  private static final byte[] NO_CONTEXT = {};

  int sign(StoredObject object, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    AsymmetricKeyParameter key = KeyNumbers.edwards(object);
    boolean large = key instanceof Ed448PrivateKeyParameters;
    Signer signer = large ? ed448(mechanism) : ed25519(mechanism);
    int size =
        large
            ? Ed448PrivateKeyParameters.SIGNATURE_SIZE
            : Ed25519PrivateKeyParameters.SIGNATURE_SIZE;
    try (OperationBuffers buffers = new OperationBuffers(input, output, size)) {
      signer.init(true, key);
      signer.update(buffers.in, buffers.inOffset, buffers.inLength);
      byte[] signature = signer.generateSignature();
      return buffers.finish(signature, signature.length);
    } catch (CryptoException e) {
      throw new TokenException(Reason.FAILED, mechanism + " failed", e);
    } finally {
      signer.reset();
    }
  }

  private static Signer ed25519(Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.None) {
      return new Ed25519Signer();
    }
    MechanismParameters.Eddsa form = form(mechanism);
    return form.preHashed()
        ? new Ed25519phSigner(form.context())
        : new Ed25519ctxSigner(form.context());
  }

  private static Signer ed448(Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.None) {
      return new Ed448Signer(NO_CONTEXT);
    }
    MechanismParameters.Eddsa form = form(mechanism);
    return form.preHashed() ? new Ed448phSigner(form.context()) : new Ed448Signer(form.context());
  }

  private static MechanismParameters.Eddsa form(Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.Eddsa form) {
      return form;
    }
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not take such parameters");
  }
}
