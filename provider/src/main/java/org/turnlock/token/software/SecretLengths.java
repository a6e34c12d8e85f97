// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.TokenException;

/** How long a secret key may be. */
final class SecretLengths {
  private SecretLengths() {}

  /** Fails unless a key of this type can have this many bytes. */
  static void require(long keyType, int bytes) {
    if (keyType == Ckk.AES) {
      if (bytes != 16 && bytes != 24 && bytes != 32) {
        throw unsupported("an AES key has 16, 24 or 32 bytes, not " + bytes);
      }
    } else if (keyType == Ckk.CHACHA20) {
      if (bytes != 32) {
        throw unsupported("a ChaCha20 key has 32 bytes, not " + bytes);
      }
    } else if (keyType == Ckk.GENERIC_SECRET
        || keyType == Ckk.SHA_1_HMAC
        || keyType == Ckk.SHA224_HMAC
        || keyType == Ckk.SHA256_HMAC
        || keyType == Ckk.SHA384_HMAC
        || keyType == Ckk.SHA512_HMAC) {
      if (bytes < 1 || bytes > SoftwareMechanisms.SECRET_MAX_BYTES) {
        throw unsupported("a generic secret has 1 to 4096 bytes, not " + bytes);
      }
    } else {
      throw unsupported("the software token has no keys of type " + Ckk.nameOf(keyType));
    }
  }

  private static TokenException unsupported(String message) {
    return new TokenException(TokenException.Reason.UNSUPPORTED, message);
  }
}
