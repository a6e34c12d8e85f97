// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** CKA_UNIQUE_ID: 128 random bits that name one object for ever; never given to a second one. */
record ObjectId(long high, long low) {
  static final int BYTES = 16;

  static ObjectId random() {
    return of(SoftwareRandom.bytes(BYTES));
  }

  static ObjectId of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new ObjectId(buffer.getLong(), buffer.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
