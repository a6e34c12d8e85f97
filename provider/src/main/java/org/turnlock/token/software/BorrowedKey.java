// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A secret key's bytes for the length of one operation. */
final class BorrowedKey implements SecretKey, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte[] bytes;

  /**
   * @param bytes kept, and wiped by {@link #close()}
   */
  BorrowedKey(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /** A copy, as the JDK's ciphers wipe what they get. */
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
