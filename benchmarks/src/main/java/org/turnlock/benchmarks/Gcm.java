// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.benchmarks.backend.Backends;

/** AES-256-GCM: its parameters, and the software that results are compared with. */
final class Gcm {
  static final String TRANSFORMATION = "AES/GCM/NoPadding";
  static final int TAG_BYTES = 16;

  /** How many IVs take turns. */
  private static final int IVS = 64;

  private Gcm() {}

  /**
   * IVs for encryption, made beforehand: no IV is the one before, which providers refuse, and a
   * benchmark allocates nothing for them. They come again; never do that with a key that counts.
   */
  static final class Ivs {
    private final GCMParameterSpec[] ivs = new GCMParameterSpec[IVS];
    private int next;

    Ivs() {
      for (int i = 0; i < IVS; i++) {
        byte[] iv = ByteBuffer.allocate(12).putInt(8, i).array();
        ivs[i] = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv);
      }
    }

    GCMParameterSpec next() {
      GCMParameterSpec iv = ivs[next];
      next = (next + 1) % IVS;
      return iv;
    }

    /** What {@link #next} will give. */
    GCMParameterSpec following() {
      return ivs[next];
    }
  }

  /** What other software makes of the message: Bouncy Castle's where the JDK's is measured. */
  static byte[] reference(String measured, Key key, GCMParameterSpec iv, byte[] plaintext)
      throws GeneralSecurityException {
    String other = measured.equals(Backends.JDK) ? Backends.BOUNCYCASTLE : Backends.JDK;
    Cipher cipher = Backends.open(other).cipher(TRANSFORMATION);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    return cipher.doFinal(plaintext);
  }
}
