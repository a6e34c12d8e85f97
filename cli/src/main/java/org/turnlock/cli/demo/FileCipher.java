// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and decrypts streams with AES/GCM. What is encrypted has 12 bytes of IV before it and
 * ends with 16 bytes of tag.
 *
 * @param key in a token
 * @param provider of that token
 */
record FileCipher(SecretKey key, Provider provider) {
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int PIECE = 64 * 1024;

  void encrypt(InputStream in, OutputStream out) throws GeneralSecurityException, IOException {
    Cipher cipher = Cipher.getInstance(ALGORITHM, provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    out.write(cipher.getIV());
    pass(cipher, in, out);
  }

  void decrypt(InputStream in, OutputStream out) throws GeneralSecurityException, IOException {
    byte[] iv = in.readNBytes(IV_BYTES);
    Cipher cipher = Cipher.getInstance(ALGORITHM, provider);
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
    pass(cipher, in, out);
  }

  private static void pass(Cipher cipher, InputStream in, OutputStream out)
      throws GeneralSecurityException, IOException {
    byte[] piece = new byte[PIECE];
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      byte[] result = cipher.update(piece, 0, length);
      if (result != null) {
        out.write(result);
      }
    }
    out.write(cipher.doFinal());
  }
}
