// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for data outside the token: in clear, to be used now, and sealed, to be kept beside what it
 * has encrypted. Closing it wipes the clear one.
 */
public final class DataKey implements AutoCloseable {
  private final byte[] value;
  private final byte[] sealed;

  /**
   * Takes both as they are.
   *
   * @param value the key in clear
   * @param sealed the same as a sealed ciphertext
   */
  public DataKey(byte[] value, byte[] sealed) {
    this.value = value.clone();
    this.sealed = sealed.clone();
  }

  /** A copy of the key's bytes, for the caller to wipe. */
  public byte[] value() {
    return value.clone();
  }

  /**
   * The key for another provider's ciphers. It has a copy of the bytes, which the JDK cannot wipe.
   *
   * @param algorithm for example {@code AES}
   */
  public SecretKey key(String algorithm) {
    return new SecretKeySpec(value, algorithm);
  }

  /** The key under the managed key: a {@code TurnlockSealed} Cipher opens it. */
  public byte[] sealed() {
    return sealed.clone();
  }

  @Override
  public void close() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return "a data key of " + value.length + " bytes";
  }
}
