// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.TokenBackedKey;

/**
 * Finds the version that signed, as the provider's own signatures do: one reading, all versions.
 */
final class SignatureVerification {
  private final Provider provider;
  private final String algorithm;
  private final RepeatableInput data;
  private final byte[] signature;

  SignatureVerification(
      Provider provider, String algorithm, RepeatableInput data, byte[] signature) {
    this.provider = provider;
    this.algorithm = algorithm;
    this.data = data;
    this.signature = signature;
  }

  /** The number of the version; empty if none of those that may verify signed. */
  Optional<Integer> by(TokenBackedKey key) throws InvalidKeyException, IOException {
    WatchedSource source = new WatchedSource(key.source());
    Signature verifier = verifier();
    verifier.initVerify(ManagedPublicKey.of(source));
    try {
      Pieces.of(data, verifier::update);
    } catch (SignatureException e) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED, algorithm + " cannot be verified here: " + e.getMessage(), e);
    }
    return isGood(verifier) ? Optional.of(source.workedLast()) : Optional.empty();
  }

  private Signature verifier() {
    try {
      return Signature.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED, "the token verifies no signatures by " + algorithm, e);
    }
  }

  /** What is not even the encoding of a signature is a bad one. */
  private boolean isGood(Signature verifier) {
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    }
  }
}
