// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Set;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.EncodedKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.KeyWrapAlgorithm;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/**
 * AES key wrap of bytes, with as few calls as the token allows: its mechanism in two, if it
 * encrypts with it; else by a session object that holds the bytes for the time of one C_WrapKey or
 * C_UnwrapKey; else computed here, six encryptions of a block for each 8 bytes.
 */
final class KeyWrapEngine {
  private static final int UNIT = 8;
  private static final int SHORTEST = 16;

  /** More than a key has; a token need not take longer objects. */
  private static final int LONGEST = 8 * 1024;

  private static final Mechanism ECB = Mechanism.of(Ckm.AES_ECB);

  /** The key of a {@link #throughObject}: read in clear, and gone at once. */
  private static final NewKey PASSING =
      new NewKey(false, "", KeyId.none(), Set.of(KeyUsage.SIGN), false, true);

  private final KeyOperations operations;
  private final TokenSecretKey key;
  private final KeyWrapAlgorithm algorithm;
  private final Mechanism mechanism;
  private final InTokenWrapping inToken;

  KeyWrapEngine(
      KeyOperations operations, TokenSecretKey key, KeyWrapAlgorithm algorithm, long mechanism) {
    this.operations = operations;
    this.key = key;
    this.algorithm = algorithm;
    this.mechanism = Mechanism.of(mechanism);
    this.inToken = new InTokenWrapping(operations, key);
  }

  /** Wraps bytes of a length that can be wrapped. */
  byte[] wrap(byte[] data) {
    if (usesMechanism(Ckf.ENCRYPT)) {
      byte[] wrapped = new byte[KeyWrapAlgorithm.wrappedLength(data.length)];
      int length =
          operations.encrypt(key, mechanism, ByteBuffer.wrap(data), ByteBuffer.wrap(wrapped));
      return length == wrapped.length ? wrapped : Arrays.copyOf(wrapped, length);
    }
    boolean whole = data.length >= SHORTEST && data.length <= LONGEST && data.length % UNIT == 0;
    if (whole && algorithm.hasStandardIv() && inToken.canWrap(mechanism.type())) {
      byte[] wrapped = wrapThroughObject(data);
      if (wrapped != null) {
        return wrapped;
      }
    }
    return algorithm.wrap(block -> encryptBlock(block), data);
  }

  /** Unwraps bytes of a length that wrapping gives; null if they are not authentic. */
  byte[] unwrap(byte[] wrapped) {
    if (usesMechanism(Ckf.DECRYPT)) {
      return decrypt(wrapped);
    }
    if (algorithm.hasStandardIv()
        && wrapped.length <= LONGEST
        && inToken.canUnwrap(mechanism.type())) {
      try {
        return unwrapThroughObject(wrapped);
      } catch (TokenException e) {
        if (e.reason() == Reason.DATA_REJECTED) {
          return null;
        }
        if (!isAboutTheDetour(e)) {
          throw e;
        }
      }
    }
    return algorithm.unwrap(block -> decryptBlock(block), wrapped);
  }

  private boolean usesMechanism(long functions) {
    return algorithm.hasStandardIv() && inToken.offered(mechanism.type(), functions);
  }

  private byte[] decrypt(byte[] wrapped) {
    byte[] space = new byte[wrapped.length];
    try {
      int length =
          operations.decrypt(key, mechanism, ByteBuffer.wrap(wrapped), ByteBuffer.wrap(space));
      return Arrays.copyOf(space, length);
    } catch (TokenException e) {
      if (e.reason() == Reason.DATA_REJECTED) {
        return null;
      }
      throw e;
    } finally {
      Arrays.fill(space, (byte) 0);
    }
  }

  /** Null if the token does not take such an object. */
  private byte[] wrapThroughObject(byte[] data) {
    TokenKey passing = null;
    try (EncodedKey.Secret bytes = new EncodedKey.Secret(data, "RAW")) {
      passing = token().objects().importKey(bytes, Ckk.GENERIC_SECRET, PASSING);
      return operations.wrap(key, mechanism, new TokenSecretKey(passing, "RAW"));
    } catch (InvalidKeyException e) {
      return null;
    } catch (TokenException e) {
      if (isAboutTheDetour(e)) {
        return null;
      }
      throw e;
    } finally {
      destroy(passing);
    }
  }

  private byte[] unwrapThroughObject(byte[] wrapped) {
    TokenKey passing = null;
    try {
      KeyOutcome outcome = KeyOutcome.secret(Ckk.GENERIC_SECRET, PASSING);
      passing = operations.unwrap(key, mechanism, wrapped, outcome);
      return token().objects().value(passing);
    } finally {
      destroy(passing);
    }
  }

  private void destroy(TokenKey passing) {
    if (passing != null) {
      token().objects().destroy(passing);
    }
  }

  /** What another way may do better: the token or the configuration has rules for new objects. */
  private static boolean isAboutTheDetour(TokenException e) {
    return e.reason() == Reason.UNSUPPORTED
        || e.reason() == Reason.KEY_REFUSED
        || e.reason() == Reason.NOT_WRITABLE;
  }

  private Token token() {
    return key.tokenKey().token();
  }

  private void encryptBlock(byte[] block) {
    operations.encrypt(key, ECB, ByteBuffer.wrap(block), ByteBuffer.wrap(block));
  }

  private void decryptBlock(byte[] block) {
    operations.decrypt(key, ECB, ByteBuffer.wrap(block), ByteBuffer.wrap(block));
  }
}
