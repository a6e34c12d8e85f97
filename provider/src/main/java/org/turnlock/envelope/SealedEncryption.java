// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.util.function.Supplier;
import org.turnlock.envelope.SealedHeader.Suite;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/** Seals one message: as one AES-GCM message if it is short enough, else in segments. */
public final class SealedEncryption extends SealedStream {
  private final KeyOperations operations;
  private final SealedKey key;
  private final Supplier<byte[]> ivs;

  /** Null until the first segment goes out. */
  private Segments segments;

  private long number;

  /**
   * @param ivs gives 12 random bytes
   */
  public SealedEncryption(KeyOperations operations, SealedKey key, Supplier<byte[]> ivs) {
    this(operations, key, ivs, 0);
  }

  SealedEncryption(
      KeyOperations operations, SealedKey key, Supplier<byte[]> ivs, long firstNumber) {
    super(new SegmentBuffer(Segments.BYTES));
    this.operations = operations;
    this.key = key;
    this.ivs = ivs;
    this.number = firstNumber;
  }

  @Override
  public int outputSize(int inputLength) {
    long plaintext = gathered().size() + (long) inputLength;
    long tags = Math.max(1, (plaintext + Segments.BYTES - 1) / Segments.BYTES);
    return Math.toIntExact(headerSize() + plaintext + tags * Segments.TAG_BYTES);
  }

  private int headerSize() {
    return segments == null ? SealedHeader.BYTES : 0;
  }

  @Override
  int sizeOfUpdate(ByteBuffer input) {
    long plaintext = gathered().size() + (long) input.remaining();
    long whole = plaintext == 0 ? 0 : (plaintext - 1) / Segments.BYTES;
    return whole == 0 ? 0 : Math.toIntExact(headerSize() + whole * Segments.SEALED_BYTES);
  }

  @Override
  int sizeOfLast(ByteBuffer input) {
    return outputSize(input.remaining());
  }

  @Override
  void takeUpdate(ByteBuffer input, ByteBuffer output) {
    sealWhole(input, output);
    gathered().append(input);
  }

  @Override
  void takeLast(ByteBuffer input, ByteBuffer output) {
    sealWhole(input, output);
    ByteBuffer plaintext = gathered().rest(input);
    if (segments == null) {
      sealAlone(plaintext, output);
    } else {
      sealSegment(plaintext, true, output);
    }
  }

  /** Seals all segments that are not the last: more than they hold has come. */
  private void sealWhole(ByteBuffer input, ByteBuffer output) {
    while (gathered().overflows(input)) {
      if (segments == null) {
        SealedHeader header = begin(Suite.SEGMENTED);
        output.put(header.encoded());
      }
      sealSegment(gathered().next(input), false, output);
    }
  }

  private void sealSegment(ByteBuffer plaintext, boolean last, ByteBuffer output) {
    if (number > Segments.LAST_NUMBER) {
      throw new ProviderException(
          "a sealed message has at most 2^32 segments of 1 MiB: this one is too long");
    }
    // Counted first: whatever happens, no number is used twice.
    segments.seal(number++, last, plaintext, output);
    gathered().clear();
  }

  /** The header goes in front once the input is read, which may be where it goes. */
  private void sealAlone(ByteBuffer plaintext, ByteBuffer output) {
    SealedHeader header = begin(Suite.ONE_MESSAGE);
    ByteBuffer behind = output.duplicate().position(output.position() + SealedHeader.BYTES);
    segments.seal(plaintext, behind);
    output.put(header.encoded()).position(behind.position());
  }

  private SealedHeader begin(Suite suite) {
    SealedKey.Version version = operations.choosing(key.key(), KeyUsage.ENCRYPT, key::forMessage);
    SealedHeader header = new SealedHeader(suite, version.number(), ivs.get());
    segments = new Segments(operations, version.key(), header, aad());
    return header;
  }
}
