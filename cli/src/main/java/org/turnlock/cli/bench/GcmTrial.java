// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM, a new IV for each message that is encrypted, each message in one call. */
final class GcmTrial implements Trial {
  private static final int TAG_BITS = 128;
  private static final int IV = 12;

  /** One key is used by many; no two of them have one prefix. */
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final Provider provider;
  private final SecretKey key;
  private final boolean decrypts;
  private final byte[] plaintext;

  GcmTrial(Provider provider, SecretKey key, boolean decrypts, byte[] plaintext)
      throws GeneralSecurityException {
    this.provider = provider;
    this.key = key;
    this.decrypts = decrypts;
    this.plaintext = plaintext;
    check();
  }

  private void check() throws GeneralSecurityException {
    Encryption encryption = new Encryption();
    byte[] encrypted = encryption.next();
    Cipher decryption = cipher();
    decryption.init(Cipher.DECRYPT_MODE, key, encryption.parameters());
    Trial.require(
        encrypted.length == plaintext.length + TAG_BITS / 8
            && !Arrays.equals(plaintext, Arrays.copyOf(encrypted, plaintext.length))
            && Arrays.equals(plaintext, decryption.doFinal(encrypted)),
        "AES/GCM/NoPadding does not decrypt what it encrypted");
  }

  private Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance("AES/GCM/NoPadding", provider);
  }

  @Override
  public Work work() throws GeneralSecurityException {
    Encryption encryption = new Encryption();
    if (!decrypts) {
      return encryption::next;
    }
    byte[] encrypted = encryption.next();
    GCMParameterSpec parameters = encryption.parameters();
    Cipher decryption = cipher();
    return () -> {
      decryption.init(Cipher.DECRYPT_MODE, key, parameters);
      decryption.doFinal(encrypted);
    };
  }

  /** Encrypts under IVs of its own: a prefix that no other of this key has, and a counter. */
  private final class Encryption {
    private final Cipher cipher = cipher();
    private final ByteBuffer iv = ByteBuffer.allocate(IV);
    private long messages;

    Encryption() throws GeneralSecurityException {
      iv.putInt(0, PREFIXES.incrementAndGet());
    }

    byte[] next() throws GeneralSecurityException {
      iv.putLong(4, ++messages);
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters());
      return cipher.doFinal(plaintext);
    }

    GCMParameterSpec parameters() {
      return new GCMParameterSpec(TAG_BITS, iv.array());
    }
  }
}
