// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.Transfer;

/**
 * The AES-GCM messages of one sealed message: each has an IV and additional data that no other has,
 * and is one operation of the token.
 */
final class Segments {
  /** Plaintext of every segment but the last, and the most that one message holds. */
  static final int BYTES = 1024 * 1024;

  static final int TAG_BYTES = 16;

  /** A whole segment, encrypted. */
  static final int SEALED_BYTES = BYTES + TAG_BYTES;

  /** The highest number that four bytes hold. */
  static final long LAST_NUMBER = 0xFFFF_FFFFL;

  private final KeyOperations operations;
  private final TokenSecretKey key;
  private final SealedHeader header;
  private final byte[] aad;

  /**
   * @param key the version that the header names
   * @param aad the caller's
   */
  Segments(KeyOperations operations, TokenSecretKey key, SealedHeader header, byte[] aad) {
    this.operations = operations;
    this.key = key;
    this.header = header;
    this.aad = aad;
  }

  void seal(ByteBuffer plaintext, ByteBuffer output) {
    operations.encrypt(key, message(), aad, Transfer.of(plaintext, output));
  }

  void open(ByteBuffer ciphertext, ByteBuffer output) {
    operations.decrypt(key, message(), aad, Transfer.of(ciphertext, output));
  }

  void seal(long number, boolean last, ByteBuffer plaintext, ByteBuffer output) {
    operations.encrypt(key, segment(number, last), aad, Transfer.of(plaintext, output));
  }

  void open(long number, boolean last, ByteBuffer ciphertext, ByteBuffer output) {
    operations.decrypt(key, segment(number, last), aad, Transfer.of(ciphertext, output));
  }

  private Mechanism message() {
    byte[] authenticated =
        ByteBuffer.allocate(Math.addExact(SealedHeader.BYTES, aad.length))
            .put(header.encoded())
            .put(aad)
            .array();
    return Mechanism.aesGcm(header.iv(), authenticated, TAG_BYTES * Byte.SIZE);
  }

  private Mechanism segment(long number, boolean last) {
    ByteBuffer iv = ByteBuffer.wrap(header.iv().clone());
    int end = SealedHeader.IV_BYTES - Integer.BYTES;
    iv.putInt(end, iv.getInt(end) ^ (int) number);
    byte[] authenticated =
        ByteBuffer.allocate(
                Math.addExact(SealedHeader.BYTES + Integer.BYTES + Byte.BYTES, aad.length))
            .put(header.encoded())
            .putInt((int) number)
            .put((byte) (last ? 1 : 0))
            .put(aad)
            .array();
    return Mechanism.aesGcm(iv.array(), authenticated, TAG_BYTES * Byte.SIZE);
  }
}
