// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;

/**
 * A key in a token with the mechanism that it signs by.
 *
 * @param signatureLength the most bytes that a signature has
 */
record SigningKey(
    KeyOperations operations, TokenPrivateKey key, Mechanism mechanism, int signatureLength) {

  /** The signature over {@code input}, in one operation of the token. */
  byte[] sign(ByteBuffer input) {
    byte[] signature = new byte[signatureLength];
    int length = operations.sign(key, mechanism, input, ByteBuffer.wrap(signature));
    return length == signatureLength ? signature : Arrays.copyOf(signature, length);
  }
}
