// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;

/**
 * Gathers the message and hands it over whole: for algorithms that read it twice (EdDSA) or whose
 * tokens take it in one part only.
 */
final class WholeMessageSigner implements Signer {
  private final KeyOperations operations;
  private final TokenPrivateKey key;
  private final Mechanism mechanism;
  private final int signatureLength;
  private final SecretBuffer message = new SecretBuffer();
  private boolean begun;

  WholeMessageSigner(
      KeyOperations operations, TokenPrivateKey key, Mechanism mechanism, int signatureLength) {
    this.operations = operations;
    this.key = key;
    this.mechanism = mechanism;
    this.signatureLength = signatureLength;
  }

  @Override
  public void update(ByteBuffer input) {
    begun = true;
    message.append(input);
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public void reset() {
    begun = false;
    message.clear();
  }

  @Override
  public byte[] sign() {
    try {
      byte[] signature = new byte[signatureLength];
      int length = operations.sign(key, mechanism, message.contents(), ByteBuffer.wrap(signature));
      return length == signatureLength ? signature : Arrays.copyOf(signature, length);
    } finally {
      reset();
    }
  }
}
