// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;
import org.turnlock.envelope.SealedHeader.Suite;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/**
 * Opens one sealed message. Nothing goes out before its tag is verified: of one in segments each
 * whole segment, of the others all at the end.
 */
public final class SealedDecryption extends SealedStream {
  private final KeyOperations operations;
  private final SealedKey key;
  private final ByteBuffer headerBytes = ByteBuffer.allocate(SealedHeader.BYTES);

  /** Null until all of the header has come. */
  private SealedHeader header;

  private Segments segments;
  private long number;

  /** Why the message is refused; null while nothing is wrong. */
  private AEADBadTagException refusal;

  public SealedDecryption(KeyOperations operations, SealedKey key) {
    this(operations, key, 0);
  }

  SealedDecryption(KeyOperations operations, SealedKey key, long firstNumber) {
    super(new SegmentBuffer(Segments.SEALED_BYTES));
    this.operations = operations;
    this.key = key;
    this.number = firstNumber;
  }

  @Override
  public int outputSize(int inputLength) {
    // Until the header tells, the form that gives more.
    boolean segmented = header != null && header.suite() == Suite.SEGMENTED;
    return sizeOfAll(bodySize(inputLength), segmented);
  }

  private static int sizeOfAll(long ciphertext, boolean segmented) {
    long whole = segmented ? wholeIn(ciphertext) : 0;
    long last = Math.max(0, ciphertext - whole * Segments.SEALED_BYTES - Segments.TAG_BYTES);
    return Math.toIntExact(whole * Segments.BYTES + last);
  }

  /** How many segments of a ciphertext are not the last: there is more behind them. */
  private static long wholeIn(long ciphertext) {
    return ciphertext == 0 ? 0 : (ciphertext - 1) / Segments.SEALED_BYTES;
  }

  /** Bytes behind the header, with so many more to come. */
  private long bodySize(int inputLength) {
    return Math.max(0, gathered().size() + (long) inputLength - headerBytes.remaining());
  }

  @Override
  int sizeOfUpdate(ByteBuffer input) {
    return refusal == null && isSegmented(input)
        ? Math.toIntExact(wholeIn(bodySize(input.remaining())) * Segments.BYTES)
        : 0;
  }

  @Override
  int sizeOfLast(ByteBuffer input) {
    return refusal == null ? sizeOfAll(bodySize(input.remaining()), isSegmented(input)) : 0;
  }

  /** Whether the message is in segments, where its header may be in the input only. */
  private boolean isSegmented(ByteBuffer input) {
    if (header != null) {
      return header.suite() == Suite.SEGMENTED;
    }
    ByteBuffer whole = ByteBuffer.allocate(SealedHeader.BYTES).put(headerBytes.duplicate().flip());
    int missing = whole.remaining();
    if (input.remaining() < missing) {
      return false;
    }
    whole.put(input.slice(input.position(), missing));
    try {
      return SealedHeader.parse(whole.array()).suite() == Suite.SEGMENTED;
    } catch (AEADBadTagException e) {
      return false;
    }
  }

  @Override
  void takeUpdate(ByteBuffer input, ByteBuffer output) {
    try {
      if (refusal == null) {
        openWhole(input, output);
        gathered().append(input);
      }
    } catch (AEADBadTagException e) {
      refusal = e;
      gathered().release();
    }
    input.position(input.limit());
  }

  @Override
  void takeLast(ByteBuffer input, ByteBuffer output) throws AEADBadTagException {
    if (refusal != null) {
      throw refusal;
    }
    openWhole(input, output);
    if (header == null) {
      throw new AEADBadTagException(
          "not a sealed ciphertext: it has "
              + headerBytes.position()
              + " bytes, and its header alone "
              + SealedHeader.BYTES);
    }
    ByteBuffer ciphertext = gathered().rest(input);
    if (header.suite() == Suite.SEGMENTED) {
      require(number > 0 && ciphertext.remaining() > Segments.TAG_BYTES);
      openSegment(ciphertext, true, output);
    } else {
      require(ciphertext.remaining() >= Segments.TAG_BYTES);
      openAlone(ciphertext, output);
    }
  }

  /** Opens all segments that are not the last: more than they hold has come. */
  private void openWhole(ByteBuffer input, ByteBuffer output) throws AEADBadTagException {
    readHeader(input);
    while (gathered().overflows(input)) {
      require(header.suite() == Suite.SEGMENTED);
      openSegment(gathered().next(input), false, output);
      gathered().clear();
    }
  }

  private void readHeader(ByteBuffer input) throws AEADBadTagException {
    if (header != null) {
      return;
    }
    int length = Math.min(headerBytes.remaining(), input.remaining());
    headerBytes.put(input.slice(input.position(), length));
    input.position(input.position() + length);
    if (!headerBytes.hasRemaining()) {
      SealedHeader parsed = SealedHeader.parse(headerBytes.array());
      SealedKey.Version version =
          operations.choosing(key.key(), KeyUsage.DECRYPT, () -> key.named(parsed.version()));
      segments = new Segments(operations, version.key(), parsed, aad());
      header = parsed;
    }
  }

  private void openAlone(ByteBuffer ciphertext, ByteBuffer output) throws AEADBadTagException {
    try {
      segments.open(ciphertext, output);
    } catch (TokenException e) {
      throw rejected(e);
    }
  }

  private void openSegment(ByteBuffer ciphertext, boolean last, ByteBuffer output)
      throws AEADBadTagException {
    require(number <= Segments.LAST_NUMBER);
    try {
      segments.open(number++, last, ciphertext, output);
    } catch (TokenException e) {
      throw rejected(e);
    }
  }

  private static AEADBadTagException rejected(TokenException e) {
    if (e.reason() != TokenException.Reason.DATA_REJECTED) {
      throw e;
    }
    return forged();
  }

  private static void require(boolean possible) throws AEADBadTagException {
    if (!possible) {
      throw forged();
    }
  }

  /** One message for all that the key decides: which it was is nobody's business. */
  private static AEADBadTagException forged() {
    return new AEADBadTagException(
        "the ciphertext is not authentic: it was changed or cut, or is of another key, or its"
            + " additional data differs");
  }
}
