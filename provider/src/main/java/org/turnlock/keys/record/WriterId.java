// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.HexFormat;
import org.turnlock.token.KeyId;

/** 128 random bits that name one lease, or one ledger. */
record WriterId(String hex) {
  static final int BYTES = 16;

  static WriterId random() {
    return of(KeyId.random().bytes());
  }

  static WriterId of(byte[] bytes) {
    return new WriterId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
