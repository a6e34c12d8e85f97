// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.Candidates;

/**
 * What an RSA cipher does with the data it has gathered: padding and one operation with the key.
 */
interface RsaPrimitive {
  /** The length of the modulus in bytes. */
  int modulusBytes();

  /** The longest input. */
  int maxInput();

  /** The key, if it is a public one. */
  default RSAPublicKey publicKey() throws InvalidKeyException {
    return null;
  }

  /** The keys that may have to decrypt, if they are private ones. */
  default Candidates<TokenRsaPrivateKey> candidates() {
    return null;
  }

  /**
   * The result for {@code data}, which has at most {@link #maxInput} bytes.
   *
   * @throws BadPaddingException without a word on what was wrong
   */
  byte[] apply(byte[] data) throws BadPaddingException, IllegalBlockSizeException;
}
