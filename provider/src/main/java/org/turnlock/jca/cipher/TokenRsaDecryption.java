// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.Candidates;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.Token;

/**
 * RSA decryption with a key in a token, or with the one of its versions that does. Where the token
 * can, it gives the raw block, and the padding is taken off here in constant time; else the token
 * takes it off.
 */
final class TokenRsaDecryption implements RsaPrimitive {
  private static final Mechanism RAW = Mechanism.of(Ckm.RSA_X_509);

  private final KeyOperations operations;
  private final Candidates<TokenRsaPrivateKey> candidates;
  private final RsaScheme scheme;
  private final int modulusBytes;
  private final boolean raw;

  TokenRsaDecryption(
      KeyOperations operations, Candidates<TokenRsaPrivateKey> candidates, RsaScheme scheme)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    TokenRsaPrivateKey key = candidates.likeliest();
    this.operations = operations;
    this.candidates = candidates;
    this.scheme = scheme;
    this.modulusBytes = RsaKeys.modulusBytes(key);
    scheme.check(modulusBytes, false);
    Token token = key.tokenKey().token();
    this.raw = RsaPadding.decrypts(token.mechanisms(), Ckm.RSA_X_509);
    if (!raw) {
      requireMechanism(token);
    }
  }

  /** Without raw RSA the token must do all of it. */
  private void requireMechanism(Token token)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (!RsaPadding.decrypts(token.mechanisms(), scheme.mechanism().type())) {
      throw new InvalidKeyException("the key's token does not decrypt with " + scheme.mechanism());
    }
    if (!scheme.takenBy(token)) {
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
  public Candidates<TokenRsaPrivateKey> candidates() {
    return candidates;
  }

  @Override
  public byte[] apply(byte[] data) throws BadPaddingException {
    byte[] message = candidates.first(key -> message(key, data));
    if (message == null) {
      throw wrong();
    }
    return message;
  }

  /** Null if it is none under this key. */
  private byte[] message(TokenRsaPrivateKey key, byte[] data) {
    int length = RsaKeys.modulusBytes(key);
    if (data.length > length) {
      return null;
    }
    byte[] ciphertext = RawScheme.aligned(data, data.length, length);
    if (new BigInteger(1, ciphertext).compareTo(key.getModulus()) >= 0) {
      return null;
    }
    return raw ? unpadHere(key, ciphertext) : unpadInToken(key, ciphertext);
  }

  private byte[] unpadHere(TokenRsaPrivateKey key, byte[] ciphertext) {
    byte[] space = new byte[ciphertext.length];
    byte[] block = space;
    try {
      int length =
          operations.decrypt(key, RAW, ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(space));
      block = length == space.length ? space : RawScheme.aligned(space, length, space.length);
      int start = scheme.messageStart(block);
      return start < 0 ? null : Arrays.copyOfRange(block, start, block.length);
    } finally {
      Arrays.fill(space, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  private byte[] unpadInToken(TokenRsaPrivateKey key, byte[] ciphertext) {
    byte[] space = new byte[ciphertext.length];
    try {
      int length =
          operations.decrypt(
              key, scheme.mechanism(), ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(space));
      return Arrays.copyOf(space, length);
    } finally {
      Arrays.fill(space, (byte) 0);
    }
  }

  private BadPaddingException wrong() {
    return new BadPaddingException("RSA decryption failed" + candidates.untried());
  }
}
