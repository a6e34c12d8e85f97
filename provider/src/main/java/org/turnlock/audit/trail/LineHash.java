// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over lines, by one thread at a time. */
final class LineHash {
  static final int BYTES = 32;

  private static final byte[] HEX = TrailLine.ascii("0123456789abcdef");

  private final MessageDigest digest = sha256();
  private final byte[] hash = new byte[BYTES];

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Writes the hash of a line, given without its end, as 64 hexadecimal digits. */
  void hash(byte[] line, int from, int length, byte[] output, int at) {
    digest.update(line, from, length);
    try {
      digest.digest(hash, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for 32 bytes", e);
    }
    for (int i = 0; i < BYTES; i++) {
      output[at + 2 * i] = HEX[hash[i] >> 4 & 0xF];
      output[at + 2 * i + 1] = HEX[hash[i] & 0xF];
    }
  }

  /** SHA-256 in hexadecimal. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }
}
