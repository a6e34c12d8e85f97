// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Encrypts what is written to it. Unlike a {@code CipherOutputStream} it ends the message only when
 * it is told that all has come.
 */
final class SealingStream extends OutputStream {
  private final Cipher cipher;
  private final OutputStream out;
  private long written;

  SealingStream(Cipher cipher, OutputStream out) {
    this.cipher = cipher;
    this.out = out;
  }

  @Override
  public void write(int one) throws IOException {
    byte[] bytes = {(byte) one};
    write(bytes, 0, 1);
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] sealed = cipher.update(bytes, offset, length);
    if (sealed != null) {
      pass(sealed);
    }
  }

  /** All has come, and is good. */
  void complete() throws GeneralSecurityException, IOException {
    pass(cipher.doFinal());
  }

  private void pass(byte[] sealed) throws IOException {
    out.write(sealed);
    written += sealed.length;
  }

  /** How much went out. */
  long written() {
    return written;
  }
}
