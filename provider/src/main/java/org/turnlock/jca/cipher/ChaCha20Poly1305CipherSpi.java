// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.IvParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.pkcs11.Mechanism;

/** ChaCha20-Poly1305 (RFC 8439), with an IvParameterSpec of 12 bytes as SunJCE has it. */
public final class ChaCha20Poly1305CipherSpi extends AeadCipherSpi {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  public ChaCha20Poly1305CipherSpi(JcaContext context) {
    super(context, KeyNeed.CHACHA20);
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    if (!mode.equalsIgnoreCase("None")) {
      super.engineSetMode(mode);
    }
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    if (!padding.equalsIgnoreCase("NoPadding")) {
      super.engineSetPadding(padding);
    }
  }

  /** None: it is a stream. */
  @Override
  protected int engineGetBlockSize() {
    return 0;
  }

  @Override
  Class<IvParameterSpec> specClass() {
    return IvParameterSpec.class;
  }

  @Override
  Nonce random(SecureRandom random) {
    return new Nonce(Randomness.bytes(NONCE_BYTES, random), TAG_BYTES);
  }

  @Override
  Nonce check(AlgorithmParameterSpec spec) throws InvalidAlgorithmParameterException {
    if (!(spec instanceof IvParameterSpec iv)) {
      throw new InvalidAlgorithmParameterException(
          "ChaCha20-Poly1305 takes an IvParameterSpec, not a " + spec.getClass().getName());
    }
    if (iv.getIV().length != NONCE_BYTES) {
      throw new InvalidAlgorithmParameterException(
          "the nonce must have 12 bytes, not " + iv.getIV().length);
    }
    return new Nonce(iv.getIV(), TAG_BYTES);
  }

  @Override
  InvalidAlgorithmParameterException reuse(String message) throws InvalidKeyException {
    throw new InvalidKeyException(message);
  }

  @Override
  AlgorithmParameters parameters(byte[] used, int tagLength) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("ChaCha20-Poly1305");
    parameters.init(new IvParameterSpec(used));
    return parameters;
  }

  @Override
  Mechanism mechanism(byte[] used, int tagLength, byte[] allAad, int dataLength) {
    return Mechanism.chaCha20Poly1305(used, allAad);
  }
}
