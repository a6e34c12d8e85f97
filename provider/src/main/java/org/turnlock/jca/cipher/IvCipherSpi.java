// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.Transfer;

/** What ECB, CBC and CTR have in common: at most an IV of one block, and long data in pieces. */
abstract class IvCipherSpi extends SecretKeyCipherSpi {
  /** How much goes to the token in one call. */
  static final int PIECE = 1024 * 1024;

  private final boolean takesIv;
  private final StreamParts parts = new StreamParts();
  private byte[] iv;

  IvCipherSpi(JcaContext context, int fixedKeyBits, boolean takesIv) {
    super(context, KeyNeed.aes(fixedKeyBits));
    this.takesIv = takesIv;
  }

  /** Goes back to the state after init. */
  abstract void restart();

  /** The IV of the last init; null for ECB. Not a copy. */
  final byte[] iv() {
    return iv;
  }

  /** A wrong key gives garbage, or wrong padding most of the time. */
  @Override
  final boolean tellsWrongKeys() {
    return false;
  }

  /**
   * Transforms a piece by the token.
   *
   * @param followed whether more of the data that are here follows
   */
  final void crypt(Mechanism mechanism, ByteBuffer input, ByteBuffer output, boolean followed) {
    Transfer transfer = Transfer.of(input, output).as(parts.next(followed));
    if (encrypting()) {
      operations().encrypt(key(), mechanism, transfer);
    } else {
      operations().decrypt(key(), mechanism, transfer);
    }
  }

  /** What {@code update} and {@code doFinal} tell of how the stream goes. */
  final StreamParts parts() {
    return parts;
  }

  /** The mechanism by which the token's operation goes on, if one is active. */
  abstract Mechanism next();

  /** Goes back to the state after init, behind a message: nothing goes on. */
  final void end() {
    if (parts.areActive()) {
      operations().endParts(key(), encrypting(), next());
    }
    restart();
  }

  @Override
  final Class<IvParameterSpec> specClass() {
    return takesIv ? IvParameterSpec.class : null;
  }

  @Override
  final void begin(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    iv = ivFrom(spec, random);
    restart();
  }

  private byte[] ivFrom(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (!takesIv) {
      if (spec != null) {
        throw new InvalidAlgorithmParameterException("ECB takes no parameters");
      }
      return null;
    }
    if (spec == null) {
      if (!encrypting()) {
        throw new InvalidAlgorithmParameterException("decryption needs an IvParameterSpec");
      }
      return Randomness.bytes(BLOCK, random);
    }
    if (!(spec instanceof IvParameterSpec given)) {
      throw new InvalidAlgorithmParameterException(
          "this mode takes an IvParameterSpec, not a " + spec.getClass().getName());
    }
    byte[] bytes = given.getIV();
    if (bytes.length != BLOCK) {
      throw new InvalidAlgorithmParameterException(
          "the IV must have 16 bytes, not " + bytes.length);
    }
    return bytes;
  }

  @Override
  protected final byte[] engineGetIV() {
    return iv == null ? null : iv.clone();
  }

  @Override
  protected final AlgorithmParameters engineGetParameters() {
    if (!takesIv) {
      return null;
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("AES");
      parameters.init(new IvParameterSpec(iv == null ? Randomness.bytes(BLOCK, null) : iv));
      return parameters;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no AlgorithmParameters for AES", e);
    }
  }

  /** Whether the input must be copied before a piece of the output may be written. */
  static boolean mustCopy(ByteBuffer input, ByteBuffer output) {
    return input.remaining() > PIECE && Overlap.possible(input, output);
  }
}
