// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.turnlock.jca.MessageSigning;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;

/** Leaves the hashing to the token, for tokens that have no mechanism over a digest. */
final class MessageSigner implements Signer {
  private final MessageSigning signing;
  private final int signatureLength;

  MessageSigner(
      KeyOperations operations, TokenPrivateKey key, Mechanism mechanism, int signatureLength) {
    this.signing = new MessageSigning(operations, key, mechanism);
    this.signatureLength = signatureLength;
  }

  @Override
  public void update(ByteBuffer input) {
    signing.update(input);
  }

  @Override
  public boolean begun() {
    return signing.begun();
  }

  @Override
  public void reset() {
    signing.reset();
  }

  @Override
  public byte[] sign() {
    byte[] signature = new byte[signatureLength];
    int length = signing.finish(ByteBuffer.wrap(signature));
    return length == signatureLength ? signature : Arrays.copyOf(signature, length);
  }
}
