// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/**
 * The first bytes of a sealed ciphertext, format 1, in clear and authenticated. docs/formats.md
 * specifies all of it.
 *
 * @param version of the managed key that sealed
 * @param iv 12 bytes, new for each message
 */
@SuppressWarnings("ArrayRecordComponent")
record SealedHeader(Suite suite, int version, byte[] iv) {
  static final int BYTES = 20;
  static final int IV_BYTES = 12;

  private static final short MAGIC = 0x544C;
  private static final byte FORMAT = 1;

  /** How what follows the header is encrypted. */
  enum Suite {
    /** One AES-GCM message, of at most {@link Segments#BYTES}. */
    ONE_MESSAGE(0x01),
    /** A row of AES-GCM messages, the segments, two at least. */
    SEGMENTED(0x02);

    private final byte code;

    Suite(int code) {
      this.code = (byte) code;
    }

    static Optional<Suite> of(byte code) {
      for (Suite suite : values()) {
        if (suite.code == code) {
          return Optional.of(suite);
        }
      }
      return Optional.empty();
    }
  }

  byte[] encoded() {
    return ByteBuffer.allocate(BYTES)
        .putShort(MAGIC)
        .put(FORMAT)
        .put(suite.code)
        .putInt(version)
        .put(iv)
        .array();
  }

  /**
   * Reads {@link #BYTES} bytes. What it says of them is no secret: they are in clear.
   *
   * @throws AEADBadTagException if they are the header of nothing that can be read here
   */
  static SealedHeader parse(byte[] encoded) throws AEADBadTagException {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    if (bytes.getShort() != MAGIC) {
      throw new AEADBadTagException("not a sealed ciphertext: it does not begin with 'TL'");
    }
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new AEADBadTagException(
          "format " + (format & 0xFF) + " of sealed ciphertext is not known here, only 1");
    }
    byte code = bytes.get();
    Optional<Suite> suite = Suite.of(code);
    if (suite.isEmpty()) {
      throw new AEADBadTagException(
          "suite " + (code & 0xFF) + " of sealed ciphertext is not known here, only 1 and 2");
    }
    int version = bytes.getInt();
    byte[] iv = new byte[IV_BYTES];
    bytes.get(iv);
    return new SealedHeader(suite.get(), version, iv);
  }
}
