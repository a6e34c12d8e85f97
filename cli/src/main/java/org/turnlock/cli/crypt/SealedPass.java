// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.turnlock.cli.console.ProgressBar;

/** A stream on its way through a cipher, in constant memory; what it holds of it is wiped. */
final class SealedPass {
  private static final int PIECE = 1 << 20;

  private final Cipher cipher;
  private final ProgressBar progress;
  private long read;
  private long written;

  SealedPass(Cipher cipher, ProgressBar progress) {
    this.cipher = cipher;
    this.progress = progress;
  }

  /** Takes all of the input; the output gets whole segments as they are done. */
  void run(InputStream in, OutputStream out) throws GeneralSecurityException, IOException {
    byte[] piece = new byte[PIECE];
    byte[] result = {};
    try {
      for (int length = in.readNBytes(piece, 0, PIECE); ; length = in.readNBytes(piece, 0, PIECE)) {
        read += length;
        progress.add(length);
        result = room(result, cipher.getOutputSize(length));
        boolean last = length < PIECE;
        int got =
            last
                ? cipher.doFinal(piece, 0, length, result, 0)
                : cipher.update(piece, 0, length, result, 0);
        out.write(result, 0, got);
        written += got;
        if (last) {
          return;
        }
      }
    } finally {
      Arrays.fill(piece, (byte) 0);
      Arrays.fill(result, (byte) 0);
    }
  }

  private static byte[] room(byte[] present, int size) {
    if (present.length >= size) {
      return present;
    }
    Arrays.fill(present, (byte) 0);
    return new byte[size];
  }

  long read() {
    return read;
  }

  long written() {
    return written;
  }
}
