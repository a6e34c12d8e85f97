// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Leaves the verification to a signature object of a software provider. */
final class SoftwareVerifier implements Verifier {
  private static final byte[] EMPTY = {};
  private static final int ANY_LENGTH = -1;

  private final Signature signature;
  private final PublicKey key;
  private final int signatureBytes;
  private boolean begun;

  /**
   * @param signature with its parameters set
   */
  SoftwareVerifier(Signature signature, PublicKey key) throws InvalidKeyException {
    this(signature, key, ANY_LENGTH);
  }

  /**
   * @param signature with its parameters set
   * @param signatureBytes that every signature has
   */
  SoftwareVerifier(Signature signature, PublicKey key, int signatureBytes)
      throws InvalidKeyException {
    this.signature = signature;
    this.signatureBytes = signatureBytes;
    this.key = key;
    try {
      signature.initVerify(key);
    } catch (NullPointerException e) {
      throw new InvalidKeyException("the public key is without its numbers", e);
    }
  }

  @Override
  public void update(byte[] input, int offset, int length) throws SignatureException {
    if (length > 0) {
      signature.update(input, offset, length);
      begun = true;
    }
  }

  @Override
  public boolean begun() {
    return begun;
  }

  /**
   * Begins anew after an exception, lest the next message is verified behind this one. And JDK 17's
   * EdDSA takes no message at all for a wrong one, where it is an empty one.
   */
  @Override
  public boolean verify(byte[] value) throws SignatureException {
    boolean ended = false;
    try {
      if (!begun) {
        signature.update(EMPTY);
      }
      begun = false;
      requireLength(value.length);
      boolean right = signature.verify(value);
      ended = true;
      return right;
    } finally {
      if (!ended) {
        reset();
      }
    }
  }

  /** SunEC does not: a zero behind an EdDSA signature made a second one. */
  private void requireLength(int length) throws SignatureException {
    if (signatureBytes != ANY_LENGTH && length != signatureBytes) {
      throw new SignatureException(
          "a signature of this key has " + signatureBytes + " bytes, not " + length);
    }
  }

  private void reset() {
    begun = false;
    try {
      signature.initVerify(key);
    } catch (InvalidKeyException e) {
      throw new ProviderException("a public key that was taken before is refused", e);
    }
  }
}
