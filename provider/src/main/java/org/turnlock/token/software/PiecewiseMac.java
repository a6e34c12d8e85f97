// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/** A MAC in progress, over data that comes in pieces. */
interface PiecewiseMac {
  /** Of the result, in bytes. */
  int length();

  void update(ByteBuffer input);

  /** The result; nothing can follow. */
  byte[] doFinal();

  /** An initialised JCA object. */
  static PiecewiseMac of(Mac mac) {
    return new PiecewiseMac() {
      @Override
      public int length() {
        return mac.getMacLength();
      }

      @Override
      public void update(ByteBuffer input) {
        mac.update(input);
      }

      @Override
      public byte[] doFinal() {
        return mac.doFinal();
      }
    };
  }
}
