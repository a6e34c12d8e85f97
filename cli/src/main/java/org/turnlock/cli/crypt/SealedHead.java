// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;

/** The first bytes of a sealed ciphertext, seen as they pass: they name the key's version. */
final class SealedHead {
  private static final int VERSION_AT = 4;

  /** So many tell the version. */
  static final int BYTES = VERSION_AT + Integer.BYTES;

  private final ByteBuffer first = ByteBuffer.allocate(BYTES);

  /** Why something is not authentic; what is additional data to Java is an option to type here. */
  static String refusal(AEADBadTagException e) {
    return e.getMessage().replace("its additional data differs", "its --context differs");
  }

  private void see(byte[] bytes, int offset, int length) {
    first.put(bytes, offset, Math.min(first.remaining(), length));
  }

  /** The version; 0 if too little has passed. */
  int version() {
    return first.hasRemaining() ? 0 : first.getInt(VERSION_AT);
  }

  OutputStream passing(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        see(bytes, offset, length);
        out.write(bytes, offset, length);
      }
    };
  }

  InputStream passing(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        see(bytes, offset, Math.max(0, got));
        return got;
      }
    };
  }
}
