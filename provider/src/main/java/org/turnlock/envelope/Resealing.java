// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.ShortBufferException;
import org.turnlock.operation.KeyOperations;

/** Turns a sealed ciphertext into one under the current version of the same or another key. */
public final class Resealing {
  private final KeyOperations operations;
  private final SecureRandom random = new SecureRandom();

  public Resealing(KeyOperations operations) {
    this.operations = operations.reEncrypting();
  }

  /**
   * The same message, sealed anew. A sealed message is as long as its plaintext makes it, and so
   * the result is as long as what it was. Of the plaintext one segment exists at a time, in a
   * buffer that is wiped.
   *
   * @param aad authenticated with both
   * @throws AEADBadTagException if {@code sealed} is not authentic
   */
  public byte[] reseal(byte[] sealed, SealedKey from, SealedKey to, byte[] aad)
      throws AEADBadTagException {
    byte[] plaintext = new byte[Math.min(sealed.length, Segments.BYTES)];
    byte[] result = new byte[sealed.length];
    SealedDecryption opening = new SealedDecryption(operations, from);
    SealedEncryption sealing = new SealedEncryption(operations, to, this::iv);
    try {
      opening.updateAad(ByteBuffer.wrap(aad));
      sealing.updateAad(ByteBuffer.wrap(aad));
      ByteBuffer input = ByteBuffer.wrap(sealed);
      ByteBuffer output = ByteBuffer.wrap(result);
      while (input.hasRemaining()) {
        ByteBuffer part = next(input);
        int length = opening.update(part, ByteBuffer.wrap(plaintext));
        sealing.update(ByteBuffer.wrap(plaintext, 0, length), output);
      }
      int length = opening.finish(input, ByteBuffer.wrap(plaintext));
      sealing.finish(ByteBuffer.wrap(plaintext, 0, length), output);
      return result;
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    } finally {
      opening.close();
      sealing.close();
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** So little that it completes one segment at most. */
  private static ByteBuffer next(ByteBuffer input) {
    int length = Math.min(input.remaining(), Segments.SEALED_BYTES);
    ByteBuffer part = input.slice(input.position(), length);
    input.position(input.position() + length);
    return part;
  }

  private byte[] iv() {
    byte[] iv = new byte[SealedHeader.IV_BYTES];
    random.nextBytes(iv);
    return iv;
  }
}
