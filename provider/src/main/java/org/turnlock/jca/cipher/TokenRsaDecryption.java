// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/**
 * RSA decryption with a key in a token. Where the token can, it gives the raw block, and the
 * padding is taken off here in constant time; else the token takes it off.
 */
final class TokenRsaDecryption implements RsaPrimitive {
  private static final Mechanism RAW = Mechanism.of(Ckm.RSA_X_509);
  private static final Mechanism UNPADDING = Mechanism.of(Ckm.RSA_PKCS);

  private final KeyOperations operations;
  private final TokenRsaPrivateKey key;
  private final int modulusBytes;
  private final boolean raw;

  TokenRsaDecryption(KeyOperations operations, TokenRsaPrivateKey key) {
    this.operations = operations;
    this.key = key;
    this.modulusBytes = RsaKeys.modulusBytes(key);
    MechanismInfo rawInfo = key.tokenKey().token().mechanisms().get(Ckm.RSA_X_509);
    this.raw = rawInfo != null && rawInfo.has(Ckf.DECRYPT);
  }

  @Override
  public int modulusBytes() {
    return modulusBytes;
  }

  @Override
  public int maxInput() {
    return modulusBytes;
  }

  @Override
  public byte[] apply(byte[] data) throws BadPaddingException {
    byte[] ciphertext = rightAligned(data, data.length);
    if (new BigInteger(1, ciphertext).compareTo(key.getModulus()) >= 0) {
      throw wrong();
    }
    return raw ? unpadHere(ciphertext) : unpadInToken(ciphertext);
  }

  private byte[] unpadHere(byte[] ciphertext) throws BadPaddingException {
    byte[] space = new byte[modulusBytes];
    byte[] block = space;
    try {
      int length =
          operations.decrypt(key, RAW, ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(space));
      block = length == modulusBytes ? space : rightAligned(space, length);
      int start = Pkcs1Padding.messageStart(block);
      if (start < 0) {
        throw wrong();
      }
      return Arrays.copyOfRange(block, start, block.length);
    } finally {
      Arrays.fill(space, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  private byte[] unpadInToken(byte[] ciphertext) throws BadPaddingException {
    byte[] space = new byte[modulusBytes];
    try {
      int length =
          operations.decrypt(key, UNPADDING, ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(space));
      return Arrays.copyOf(space, length);
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.DATA_REJECTED) {
        throw wrong();
      }
      throw e;
    } finally {
      Arrays.fill(space, (byte) 0);
    }
  }

  /** A number without its leading zeros, as long as the modulus again. */
  private byte[] rightAligned(byte[] number, int length) {
    byte[] aligned = new byte[modulusBytes];
    System.arraycopy(number, 0, aligned, modulusBytes - length, length);
    return aligned;
  }

  private static BadPaddingException wrong() {
    return new BadPaddingException("RSA decryption failed");
  }
}
