// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.pkcs11.Mechanism;

/** AES/GCM/NoPadding. */
public final class AesGcmCipherSpi extends AeadCipherSpi {
  private static final int DEFAULT_IV_BYTES = 12;
  private static final int DEFAULT_TAG_BYTES = 16;

  /** That of messages without additional data, for as long as the IV stands in the same array. */
  private Mechanism plain;

  private byte[] plainIv;
  private int plainTag;

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public AesGcmCipherSpi(JcaContext context, int fixedKeyBits) {
    super(context, KeyNeed.aes(fixedKeyBits));
  }

  @Override
  Class<GCMParameterSpec> specClass() {
    return GCMParameterSpec.class;
  }

  @Override
  Nonce random(SecureRandom random) {
    return new Nonce(Randomness.bytes(DEFAULT_IV_BYTES, random), DEFAULT_TAG_BYTES);
  }

  @Override
  Nonce check(AlgorithmParameterSpec spec) throws InvalidAlgorithmParameterException {
    if (!(spec instanceof GCMParameterSpec gcm)) {
      throw new InvalidAlgorithmParameterException(
          "GCM takes a GCMParameterSpec, not a " + spec.getClass().getName());
    }
    int bits = gcm.getTLen();
    if (bits < 96 || bits > 128 || bits % Byte.SIZE != 0) {
      throw new InvalidAlgorithmParameterException(
          "a GCM tag has 96, 104, 112, 120 or 128 bits, not " + bits);
    }
    Nonce nonce = new Nonce(gcm.getIV(), bits / Byte.SIZE);
    if (nonce.bytes().length == 0) {
      throw new InvalidAlgorithmParameterException("the IV is empty");
    }
    if (nonce.bytes().length != DEFAULT_IV_BYTES && !taken(nonce)) {
      throw new InvalidAlgorithmParameterException(
          "the token would use only the beginning of an IV of "
              + nonce.bytes().length
              + " bytes: give 12 bytes");
    }
    return nonce;
  }

  /** Whether the token takes an IV of this length; of 12 bytes every one does. */
  private boolean taken(Nonce nonce) {
    return key()
        .tokenKey()
        .token()
        .mayTake(mechanism(nonce.bytes(), nonce.tagBytes(), nonce.aad(), 0));
  }

  @Override
  AlgorithmParameters parameters(byte[] used, int tagLength) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("GCM");
    parameters.init(new GCMParameterSpec(tagLength * Byte.SIZE, used));
    return parameters;
  }

  @Override
  Mechanism mechanism(byte[] used, int tagLength, byte[] allAad, int dataLength) {
    if (allAad.length != 0) {
      return Mechanism.aesGcm(used, allAad, tagLength * Byte.SIZE);
    }
    if (plainIv != used || plainTag != tagLength) {
      plain = Mechanism.aesGcm(used, allAad, tagLength * Byte.SIZE);
      plainIv = used;
      plainTag = tagLength;
    }
    return plain;
  }
}
