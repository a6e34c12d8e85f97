// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * The fixed-size start of a token file; docs/formats.md has the layout. Immutable.
 *
 * @param cost what deriving a key from the PIN takes
 * @param salt of the PIN
 * @param serial names the token; the same for its whole life
 * @param wrapIv IV of the wrapped data key
 * @param wrappedKey the data key, encrypted under the key that the PIN gives
 * @param revision counts the writes
 * @param bodyIv IV of the body
 * @param bodyLength bytes of the body, its tag included
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenFileHeader(
    PinCost cost,
    byte[] salt,
    byte[] serial,
    byte[] wrapIv,
    byte[] wrappedKey,
    long revision,
    byte[] bodyIv,
    int bodyLength) {
  static final int BYTES = 156;

  private static final byte[] MAGIC = {'T', 'L', 'T', 'O', 'K', 'E', 'N', 0x1A};
  private static final short VERSION = 1;
  private static final byte ARGON2ID = 1;
  private static final int SALT_BYTES = 16;
  private static final int SERIAL_BYTES = 16;
  private static final int BOUND_TO_PIN = 56;
  private static final int CHECKED = 140;
  private static final int CHECKSUM_BYTES = BYTES - CHECKED;

  /** A first header of a new token, still without keys and body. */
  static TokenFileHeader ofNewToken(PinCost cost) {
    return new TokenFileHeader(
        cost,
        SoftwareRandom.bytes(SALT_BYTES),
        SoftwareRandom.bytes(SERIAL_BYTES),
        new byte[TokenFileFormat.IV_BYTES],
        new byte[TokenFileFormat.KEY_BYTES + TokenFileFormat.TAG_BYTES],
        0,
        new byte[TokenFileFormat.IV_BYTES],
        0);
  }

  /** This header with another PIN's salt and cost; the wrapped key must follow. */
  TokenFileHeader withNewSalt(PinCost newCost) {
    return new TokenFileHeader(
        newCost,
        SoftwareRandom.bytes(SALT_BYTES),
        serial,
        wrapIv,
        wrappedKey,
        revision,
        bodyIv,
        bodyLength);
  }

  /** This header with another wrapped data key. */
  TokenFileHeader withWrappedKey(byte[] iv, byte[] wrapped) {
    return new TokenFileHeader(cost, salt, serial, iv, wrapped, revision, bodyIv, bodyLength);
  }

  /** The header of the next write. */
  TokenFileHeader next(byte[] iv, int length) {
    return new TokenFileHeader(cost, salt, serial, wrapIv, wrappedKey, revision + 1, iv, length);
  }

  /** The part that is authenticated with the wrapped key: everything before it but its IV. */
  byte[] boundToPin() {
    return Arrays.copyOf(encode(), BOUND_TO_PIN);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC).putShort(VERSION).put(ARGON2ID).put((byte) 0);
    out.putInt(cost.memoryKib()).putInt(cost.passes()).putInt(cost.lanes());
    out.put(salt).put(serial).put(wrapIv).put(wrappedKey);
    out.putLong(revision).put(bodyIv).putInt(bodyLength);
    return out.put(checksum(out.array())).array();
  }

  /**
   * Reads the first {@link #BYTES} of {@code file}.
   *
   * @throws TokenFileException saying what is wrong
   */
  static TokenFileHeader decode(byte[] file) throws TokenFileException {
    if (file.length < MAGIC.length
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw TokenFileException.foreign();
    }
    if (file.length < BYTES) {
      throw TokenFileException.damaged("it is cut off within its header");
    }
    if (!MessageDigest.isEqual(checksum(file), Arrays.copyOfRange(file, CHECKED, BYTES))) {
      throw TokenFileException.damaged("its header is damaged");
    }
    ByteBuffer in = ByteBuffer.wrap(file).position(MAGIC.length);
    int version = in.getShort();
    int kdf = in.get();
    if (version != VERSION || kdf != ARGON2ID || in.get() != 0) {
      throw TokenFileException.newer();
    }
    PinCost cost = new PinCost(in.getInt(), in.getInt(), in.getInt());
    TokenFileHeader header =
        new TokenFileHeader(
            cost,
            bytes(in, SALT_BYTES),
            bytes(in, SERIAL_BYTES),
            bytes(in, TokenFileFormat.IV_BYTES),
            bytes(in, TokenFileFormat.KEY_BYTES + TokenFileFormat.TAG_BYTES),
            in.getLong(),
            bytes(in, TokenFileFormat.IV_BYTES),
            in.getInt());
    if (!cost.acceptable()
        || header.bodyLength < TokenFileFormat.TAG_BYTES
        || header.bodyLength > TokenFileFormat.MAX_BODY_BYTES) {
      throw TokenFileException.damaged("its header asks for what no Turnlock has written: " + cost);
    }
    return header;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] checksum(byte[] header) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(header, 0, CHECKED);
    byte[] full = new byte[digest.getDigestSize()];
    digest.doFinal(full, 0);
    return Arrays.copyOf(full, CHECKSUM_BYTES);
  }
}
