// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.BadPaddingException;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/**
 * RSA decryption with a key in a token. Where the token can, it gives the raw block, and the
 * padding is taken off here in constant time; else the token takes it off.
 */
final class TokenRsaDecryption implements RsaPrimitive {
  private static final Mechanism RAW = Mechanism.of(Ckm.RSA_X_509);

  private final KeyOperations operations;
  private final TokenRsaPrivateKey key;
  private final RsaScheme scheme;
  private final int modulusBytes;
  private final boolean raw;

  TokenRsaDecryption(KeyOperations operations, TokenRsaPrivateKey key, RsaScheme scheme)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    this.operations = operations;
    this.key = key;
    this.scheme = scheme;
    this.modulusBytes = RsaKeys.modulusBytes(key);
    scheme.check(modulusBytes, false);
    Map<Long, MechanismInfo> mechanisms = key.tokenKey().token().mechanisms();
    this.raw = RsaPadding.decrypts(mechanisms, Ckm.RSA_X_509);
    if (!raw) {
      requireMechanism(mechanisms);
    }
  }

  /** Without raw RSA the token must do all of it. */
  private void requireMechanism(Map<Long, MechanismInfo> mechanisms)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (!RsaPadding.decrypts(mechanisms, scheme.mechanism().type())) {
      throw new InvalidKeyException("the key's token does not decrypt with " + scheme.mechanism());
    }
    if (!scheme.takenBy(key.tokenKey().token())) {
      throw new InvalidAlgorithmParameterException(
          "the key's token has no CKM_RSA_X_509, and its "
              + scheme.mechanism()
              + " does not do "
              + scheme);
    }
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
  public TokenRsaPrivateKey privateKey() {
    return key;
  }

  @Override
  public byte[] apply(byte[] data) throws BadPaddingException {
    byte[] ciphertext = RawScheme.aligned(data, data.length, modulusBytes);
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
      block = length == modulusBytes ? space : RawScheme.aligned(space, length, modulusBytes);
      int start = scheme.messageStart(block);
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
          operations.decrypt(
              key, scheme.mechanism(), ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(space));
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

  private static BadPaddingException wrong() {
    return new BadPaddingException("RSA decryption failed");
  }
}
