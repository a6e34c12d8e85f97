// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * A software key for HMAC with zeros behind it, so that a token takes it that wants longer ones.
 * HMAC itself puts zeros behind a key up to the hash's block, so that the result is the same.
 */
public final class PaddedKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final transient SecretKey key;
  private final int least;

  private PaddedKey(SecretKey key, int least) {
    this.key = key;
    this.least = least;
  }

  /**
   * The key itself if it has {@code least} bytes, or does not show its bytes; else a padded view.
   *
   * @param least not more than the block of any hash that the key is for
   */
  public static SecretKey of(SecretKey key, int least) {
    byte[] value = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null || value.length >= least) {
      wipe(value);
      return key;
    }
    wipe(value);
    return new PaddedKey(key, least);
  }

  @Override
  public String getAlgorithm() {
    return key.getAlgorithm();
  }

  @Override
  public String getFormat() {
    return key.getFormat();
  }

  /** The padded bytes, for the caller to wipe. */
  @Override
  public byte[] getEncoded() {
    byte[] value = key.getEncoded();
    byte[] padded = value == null ? null : Arrays.copyOf(value, Math.max(value.length, least));
    wipe(value);
    return padded;
  }

  private static void wipe(byte[] value) {
    if (value != null) {
      Arrays.fill(value, (byte) 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaddedKey that && least == that.least && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, least);
  }

  private Object writeReplace() throws ObjectStreamException {
    throw new NotSerializableException("a padded key is for import only");
  }
}
