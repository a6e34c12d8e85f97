// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.util.Arrays;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;

/** Hashes in Java and sends the digest to the token: one call for a message of any length. */
final class DigestSigner implements Signer {
  /** What is signed in place of the message: its digest, brought into the mechanism's form. */
  @FunctionalInterface
  interface Form {
    byte[] of(byte[] digest) throws SignatureException;
  }

  private final KeyOperations operations;
  private final TokenPrivateKey key;
  private final Mechanism mechanism;
  private final MessageDigest digest;
  private final Form form;
  private final int signatureLength;
  private boolean begun;

  DigestSigner(
      KeyOperations operations,
      TokenPrivateKey key,
      Mechanism mechanism,
      MessageDigest digest,
      Form form,
      int signatureLength) {
    this.operations = operations;
    this.key = key;
    this.mechanism = mechanism;
    this.digest = digest;
    this.form = form;
    this.signatureLength = signatureLength;
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
    byte[] input = form.of(digest.digest());
    byte[] signature = new byte[signatureLength];
    int length =
        operations.sign(key, mechanism, ByteBuffer.wrap(input), ByteBuffer.wrap(signature));
    return length == signatureLength ? signature : Arrays.copyOf(signature, length);
  }
}
