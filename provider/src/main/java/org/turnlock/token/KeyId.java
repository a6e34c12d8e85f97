// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** CKA_ID: the identity of a key, shared by its public half and its certificate. Immutable. */
public final class KeyId implements Comparable<KeyId> {
  private static final KeyId NONE = new KeyId(new byte[0]);
  private static final int RANDOM_BYTES = 16;

  /** Deferred: the first SecureRandom may be this very provider's. */
  private static final class Random {
    static final SecureRandom INSTANCE = new SecureRandom();
  }

  private final byte[] bytes;

  private KeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** No identifier. */
  public static KeyId none() {
    return NONE;
  }

  /** The identifier with these bytes. */
  public static KeyId of(byte[] bytes) {
    return bytes.length == 0 ? NONE : new KeyId(bytes.clone());
  }

  /** A new identifier of 16 random bytes. */
  public static KeyId random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    Random.INSTANCE.nextBytes(bytes);
    return new KeyId(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether there is no identifier. */
  public boolean isNone() {
    return bytes.length == 0;
  }

  /** In the order of their bytes, unsigned. */
  @Override
  public int compareTo(KeyId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
