// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import org.bouncycastle.jcajce.spec.AEADParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.pkcs11.Mechanism;

/**
 * AES/CCM/NoPadding (RFC 3610, SP 800-38C), with the parameters that Bouncy Castle takes: a
 * GCMParameterSpec or its own AEADParameterSpec.
 */
public final class AesCcmCipherSpi extends AeadCipherSpi {
  private static final int DEFAULT_NONCE_BYTES = 12;
  private static final int DEFAULT_TAG_BYTES = 16;

  /** What nonce and length field share of a block. */
  private static final int SHARED_BYTES = 15;

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public AesCcmCipherSpi(JcaContext context, int fixedKeyBits) {
    super(context, KeyNeed.aes(fixedKeyBits));
  }

  @Override
  Class<GCMParameterSpec> specClass() {
    return GCMParameterSpec.class;
  }

  @Override
  Nonce random(SecureRandom random) {
    return new Nonce(Randomness.bytes(DEFAULT_NONCE_BYTES, random), DEFAULT_TAG_BYTES);
  }

  @Override
  Nonce check(AlgorithmParameterSpec spec) throws InvalidAlgorithmParameterException {
    if (spec instanceof GCMParameterSpec gcm) {
      return check(gcm.getIV(), gcm.getTLen(), new byte[0]);
    }
    if (spec instanceof AEADParameterSpec aead) {
      byte[] aad = aead.getAssociatedData();
      return check(aead.getNonce(), aead.getMacSizeInBits(), aad == null ? new byte[0] : aad);
    }
    throw new InvalidAlgorithmParameterException(
        "CCM takes a GCMParameterSpec or an AEADParameterSpec, not a " + spec.getClass().getName());
  }

  private static Nonce check(byte[] nonce, int tagBits, byte[] aad)
      throws InvalidAlgorithmParameterException {
    if (tagBits < 32 || tagBits > 128 || tagBits % 16 != 0) {
      throw new InvalidAlgorithmParameterException(
          "a CCM tag has 32, 48, 64, 80, 96, 112 or 128 bits, not " + tagBits);
    }
    if (nonce.length < 7 || nonce.length > 13) {
      throw new InvalidAlgorithmParameterException(
          "a CCM nonce has 7 to 13 bytes, not " + nonce.length);
    }
    return new Nonce(nonce, tagBits / Byte.SIZE, aad);
  }

  /** The JDK has none for CCM; Bouncy Castle's are RFC 5084's. */
  @Override
  AlgorithmParameters parameters(byte[] used, int tagLength) throws GeneralSecurityException {
    AlgorithmParameters parameters =
        AlgorithmParameters.getInstance("CCM", SoftwarePeers.bouncyCastle());
    parameters.init(new GCMParameterSpec(tagLength * Byte.SIZE, used));
    return parameters;
  }

  @Override
  Mechanism mechanism(byte[] used, int tagLength, byte[] allAad, int dataLength)
      throws IllegalBlockSizeException {
    int lengthBits = (SHARED_BYTES - used.length) * Byte.SIZE;
    if (lengthBits < Integer.SIZE && dataLength >>> lengthBits != 0) {
      throw new IllegalBlockSizeException(
          "with a nonce of "
              + used.length
              + " bytes a CCM message has less than "
              + (1L << lengthBits)
              + " bytes");
    }
    return Mechanism.aesCcm(dataLength, used, allAad, tagLength);
  }
}
