// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.security.SecureRandom;

/** Gives what a test says, again and again. */
final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] value;

  FixedRandom(byte[] value) {
    this.value = value.clone();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    System.arraycopy(value, 0, bytes, 0, bytes.length);
  }
}
