// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.MessageDigest;
import java.security.SignatureException;

/** Verifies ECDSA signatures of messages with one key, one after the other. */
final class EcdsaVerifier implements Verifier {
  private final EcdsaVerification verification;
  private final MessageDigest digest;
  private final int longestDigest;
  private boolean begun;

  /**
   * @param digest of the messages
   * @param longestDigest which it may give, where the caller makes it
   */
  EcdsaVerifier(EcdsaVerification verification, MessageDigest digest, int longestDigest) {
    this.verification = verification;
    this.digest = digest;
    this.longestDigest = longestDigest;
  }

  @Override
  public void update(byte[] input, int offset, int length) {
    begun |= length > 0;
    digest.update(input, offset, length);
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public boolean verify(byte[] signature) throws SignatureException {
    begun = false;
    byte[] hashed = digest.digest();
    if (hashed.length > longestDigest) {
      throw new SignatureException(
          "NONEwithECDSA verifies a digest of at most " + longestDigest + " bytes");
    }
    return verification.of(hashed, signature);
  }
}
