// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/** A PIN as UTF-8 bytes, wiped when done with. */
final class Pin implements AutoCloseable {
  private static final int MIN_CHARS = 4;

  private final byte[] bytes;

  private Pin(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A PIN to check against a file. */
  static Pin given(char[] pin) throws LoginException {
    if (pin == null) {
      throw new FailedLoginException("a PIN is needed");
    }
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(pin));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      Arrays.fill(encoded.array(), (byte) 0);
      return new Pin(bytes);
    } catch (CharacterCodingException e) {
      throw new FailedLoginException("the PIN has characters that are none");
    }
  }

  /** A PIN to protect a file with from now on. */
  static Pin chosen(char[] pin) throws LoginException {
    if (pin == null || pin.length < MIN_CHARS) {
      throw new LoginException("a new PIN needs at least " + MIN_CHARS + " characters");
    }
    return given(pin);
  }

  /** The bytes themselves, good until {@link #close}. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
