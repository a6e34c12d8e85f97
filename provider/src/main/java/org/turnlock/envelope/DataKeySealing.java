// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.ShortBufferException;
import org.turnlock.operation.KeyOperations;

/** Seals new keys for data. */
public final class DataKeySealing {
  private final KeyOperations operations;
  private final SecureRandom random = new SecureRandom();

  public DataKeySealing(KeyOperations operations) {
    this.operations = operations.generatingDataKeys();
  }

  /**
   * The key as one sealed message.
   *
   * @param value at most a segment long
   * @param aad authenticated with it
   */
  public byte[] seal(byte[] value, SealedKey key, byte[] aad) {
    SealedEncryption sealing = new SealedEncryption(operations, key, this::iv);
    try {
      sealing.updateAad(ByteBuffer.wrap(aad));
      byte[] sealed = new byte[sealing.outputSize(value.length)];
      sealing.finish(ByteBuffer.wrap(value), ByteBuffer.wrap(sealed));
      return sealed;
    } catch (ShortBufferException | AEADBadTagException e) {
      throw new AssertionError(e);
    } finally {
      sealing.close();
    }
  }

  private byte[] iv() {
    byte[] iv = new byte[SealedHeader.IV_BYTES];
    random.nextBytes(iv);
    return iv;
  }
}
