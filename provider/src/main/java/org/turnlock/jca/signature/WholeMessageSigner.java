// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import org.turnlock.jca.SecretBuffer;

/**
 * Gathers the message and hands it over whole: for algorithms that read it twice (EdDSA) or whose
 * tokens take it in one part only.
 */
final class WholeMessageSigner implements Signer {
  private final SigningKey key;
  private final SecretBuffer message = new SecretBuffer();
  private boolean begun;

  WholeMessageSigner(SigningKey key) {
    this.key = key;
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
      return key.sign(message.contents());
    } finally {
      reset();
    }
  }
}
