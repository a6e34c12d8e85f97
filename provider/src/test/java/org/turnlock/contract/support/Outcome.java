// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** What a call came to: bytes, or the type of its exception. */
public final class Outcome {
  private static final int SHOWN = 24;

  private final byte[] bytes;
  private final Exception failure;

  private Outcome(byte[] bytes, Exception failure) {
    this.bytes = bytes;
    this.failure = failure;
  }

  public static Outcome of(Callable<byte[]> call) {
    try {
      return bytes(call.call());
    } catch (Exception e) {
      return new Outcome(null, e);
    }
  }

  public static Outcome bytes(byte[] bytes) {
    return new Outcome(bytes, null);
  }

  public boolean failed() {
    return failure != null;
  }

  public Class<?> failureType() {
    return failure == null ? null : failure.getClass();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outcome that
        && failureType() == that.failureType()
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return failed() ? failure.toString() : show(bytes);
  }

  /** Length and beginning of {@code bytes}, for messages. */
  public static String show(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN, bytes.length));
    return bytes.length + " bytes " + hex + (bytes.length > SHOWN ? ".." : "");
  }
}
