// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.MessageDigest;
import org.turnlock.jca.SecretBuffer;

/**
 * The digest that is none: gives back the data, which the caller has hashed. Of data that is too
 * long it keeps one byte more than allowed, so that the excess shows.
 */
final class CallersDigest extends MessageDigest {
  private final int maxLength;
  private final SecretBuffer data = new SecretBuffer();

  CallersDigest(int maxLength) {
    super("NONE");
    this.maxLength = maxLength;
  }

  /** Keeps the whole of the data, of up to 2 GiB. */
  static CallersDigest unlimited() {
    return new CallersDigest(Integer.MAX_VALUE - 1);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    data.append(input, offset, Math.min(length, maxLength + 1 - data.size()));
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = data.toByteArray();
    data.clear();
    return digest;
  }

  @Override
  protected void engineReset() {
    data.clear();
  }
}
