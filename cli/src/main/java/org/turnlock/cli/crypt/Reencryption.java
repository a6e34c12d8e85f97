// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.turnlock.cli.console.ProgressBar;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.VersionedKey;

/**
 * Turns sealed streams into ones under the current version of a key. Of the plaintext a piece
 * exists at a time, in buffers that are wiped.
 */
final class Reencryption {
  private static final String ALGORITHM = "TurnlockSealed";

  private final Provider provider;
  private final ManagedKeys keys;
  private final Side from;
  private final Side to;

  /**
   * What a stream is sealed with.
   *
   * @param key an alias; what is opened can be a version's
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Side(String key, byte[] aad) {}

  /**
   * What became of a stream.
   *
   * @param from the version that had sealed it
   * @param version the one that seals it now
   */
  record Done(int from, int version, long bytesIn, long bytesOut) {}

  Reencryption(Provider provider, ManagedKeys keys, Side from, Side to) {
    this.provider = provider;
    this.keys = keys;
    this.from = from;
    this.to = to;
  }

  /** Fails if one of the keys cannot be used so now. */
  void requireUsable() throws GeneralSecurityException {
    cipher(Cipher.DECRYPT_MODE, from);
    cipher(Cipher.ENCRYPT_MODE, to);
  }

  private Cipher cipher(int mode, Side side) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM, provider);
    cipher.init(mode, keys.key(side.key()));
    cipher.updateAAD(side.aad());
    return cipher;
  }

  /**
   * All of it.
   *
   * @throws AEADBadTagException if the input is not authentic; what came out is of no use then
   */
  Done run(InputStream in, OutputStream out, ProgressBar progress)
      throws GeneralSecurityException, IOException {
    SealedHead before = new SealedHead();
    SealedHead after = new SealedHead();
    SealingStream sealing = new SealingStream(cipher(Cipher.ENCRYPT_MODE, to), after.passing(out));
    SealedPass opening = new SealedPass(cipher(Cipher.DECRYPT_MODE, from), progress);
    opening.run(before.passing(in), sealing);
    sealing.complete();
    return new Done(before.version(), after.version(), opening.read(), sealing.written());
  }

  /** Whether this looks like what {@link #run} gives already, by its head, which is in clear. */
  boolean looksDone(InputStream in) throws InvalidKeyException, IOException {
    SealedHead head = new SealedHead();
    try (InputStream passing = head.passing(in)) {
      passing.readNBytes(SealedHead.BYTES);
    }
    return from.key().equals(to.key())
        && Arrays.equals(from.aad(), to.aad())
        && head.version() == current();
  }

  /** As the key itself says: whoever may use it need not be allowed to describe it. */
  private int current() throws InvalidKeyException {
    return ((VersionedKey) keys.key(to.key())).source().versionNumber();
  }

  /**
   * Whether this is what {@link #run} gives already: authentic under the key that seals, and of its
   * version that is current.
   */
  boolean isDone(InputStream in) throws GeneralSecurityException, IOException {
    SealedHead head = new SealedHead();
    SealedPass pass = new SealedPass(cipher(Cipher.DECRYPT_MODE, to), ProgressBar.NONE);
    try (InputStream passing = head.passing(in)) {
      pass.run(passing, OutputStream.nullOutputStream());
    } catch (AEADBadTagException | ManagedKeyException e) {
      return false;
    }
    return head.version() == current();
  }
}
