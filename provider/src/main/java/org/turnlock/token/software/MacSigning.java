// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenSigning;

/** A MAC over data that comes in pieces. */
final class MacSigning implements TokenSigning {
  private final Runnable keyCheck;
  private PiecewiseMac mac;

  /**
   * @param mac ready for data
   * @param keyCheck fails once the key may no longer be used
   */
  MacSigning(PiecewiseMac mac, Runnable keyCheck) {
    this.mac = mac;
    this.keyCheck = keyCheck;
  }

  @Override
  public void update(ByteBuffer input) {
    open().update(input);
  }

  @Override
  public int finish(ByteBuffer output) {
    PiecewiseMac current = open();
    if (output.isReadOnly() || output.remaining() < current.length()) {
      throw new IllegalArgumentException(
          "the output needs room for " + current.length() + " bytes");
    }
    mac = null;
    keyCheck.run();
    byte[] result = current.doFinal();
    output.put(result);
    return result.length;
  }

  @Override
  public void close() {
    mac = null;
  }

  private PiecewiseMac open() {
    if (mac == null) {
      throw new TokenException(TokenException.Reason.FAILED, "the operation has ended");
    }
    return mac;
  }
}
