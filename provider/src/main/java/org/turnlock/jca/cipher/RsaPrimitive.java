// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;

/**
 * What an RSA cipher does with the data it has gathered: padding and one operation with the key.
 */
interface RsaPrimitive {
  /** The length of the modulus in bytes. */
  int modulusBytes();

  /** The longest input. */
  int maxInput();

  /**
   * The result for {@code data}, which has at most {@link #maxInput} bytes.
   *
   * @throws BadPaddingException without a word on what was wrong
   */
  byte[] apply(byte[] data) throws BadPaddingException, IllegalBlockSizeException;
}
