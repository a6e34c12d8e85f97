// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SignatureException;

/** Hashes in Java and sends the digest to the token: one call for a message of any length. */
final class DigestSigner implements Signer {
  /** What is signed in place of the message: its digest, brought into the mechanism's form. */
  @FunctionalInterface
  interface Form {
    byte[] of(byte[] digest) throws SignatureException;
  }

  private final SigningKey key;
  private final MessageDigest digest;
  private final Form form;
  private boolean begun;

  DigestSigner(SigningKey key, MessageDigest digest, Form form) {
    this.key = key;
    this.digest = digest;
    this.form = form;
  }

  @Override
  public void update(ByteBuffer input) {
    begun = true;
    digest.update(input);
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public void reset() {
    begun = false;
    digest.reset();
  }

  @Override
  public byte[] sign() throws SignatureException {
    begun = false;
    return key.sign(ByteBuffer.wrap(form.of(digest.digest())));
  }
}
