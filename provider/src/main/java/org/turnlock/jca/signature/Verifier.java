// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.SignatureException;

/** Verifies signatures over messages with one public key, one after the other. */
interface Verifier {
  /** Takes some bytes of an array. */
  void update(byte[] input, int offset, int length) throws SignatureException;

  /** Whether part of a message has been taken. */
  boolean begun();

  /**
   * Whether {@code signature} is one over the message; ready for the next one, whatever the
   * outcome.
   *
   * @throws SignatureException if it is not even the encoding of a signature
   */
  boolean verify(byte[] signature) throws SignatureException;
}
