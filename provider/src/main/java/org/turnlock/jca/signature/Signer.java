// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.security.SignatureException;

/** Makes signatures over messages with one key and one mechanism, one after the other. */
interface Signer {
  /** Takes the bytes between position and limit. */
  void update(ByteBuffer input);

  /** Whether part of a message has been taken. */
  boolean begun();

  /** Drops what has been taken of the current message. */
  void reset();

  /** The token's signature over the message; ready for the next one, whatever the outcome. */
  byte[] sign() throws SignatureException;
}
