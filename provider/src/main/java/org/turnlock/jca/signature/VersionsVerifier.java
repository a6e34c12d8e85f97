// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.operation.Candidates;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/**
 * Accepts what any version of a managed key has signed that may verify. The message is hashed once,
 * or gathered once where the algorithm reads it whole, however many versions there are.
 */
final class VersionsVerifier implements Verifier {
  /** One version's verification. */
  @FunctionalInterface
  interface OfDigest {
    boolean verifies(PublicKey key, byte[] digest, byte[] signature)
        throws InvalidKeyException, SignatureException;
  }

  private final KeyOperations operations;
  private final Candidates<ManagedPublicKey> candidates;
  private final MessageDigest digest;
  private final OfDigest verification;
  private long length;

  /**
   * @param digest what becomes of the message before it meets a key
   */
  VersionsVerifier(
      KeyOperations operations, ManagedPublicKey key, MessageDigest digest, OfDigest verification)
      throws InvalidKeyException {
    this.operations = operations;
    this.candidates = operations.candidates(key, KeyUsage.VERIFY);
    this.digest = digest;
    this.verification = verification;
  }

  @Override
  public void update(byte[] input, int offset, int count) {
    length += count;
    digest.update(input, offset, count);
  }

  @Override
  public boolean begun() {
    return length > 0;
  }

  @Override
  public boolean verify(byte[] signature) throws SignatureException {
    Attempts attempts = new Attempts(digest.digest(), signature, length);
    length = 0;
    if (candidates.first(attempts::with) != null) {
      return true;
    }
    if (attempts.malformed != null) {
      throw attempts.malformed;
    }
    if (!candidates.untried().isEmpty()) {
      throw new SignatureException(
          "no version that could be tried made the signature" + candidates.untried());
    }
    return false;
  }

  private final class Attempts {
    private final byte[] data;
    private final byte[] signature;
    private final long bytes;

    /** What the first version says of a signature that is not even the encoding of one. */
    private SignatureException malformed;

    Attempts(byte[] data, byte[] signature, long bytes) {
      this.data = data;
      this.signature = signature;
      this.bytes = bytes;
    }

    Boolean with(ManagedPublicKey version) {
      try {
        return operations.verify(version, bytes, this::fits) ? Boolean.TRUE : null;
      } catch (SignatureException e) {
        malformed = malformed == null ? e : malformed;
        return null;
      }
    }

    private boolean fits(PublicKey key) throws SignatureException {
      try {
        return verification.verifies(key, data, signature);
      } catch (InvalidKeyException e) {
        throw new ProviderException("the token's public key cannot be used", e);
      }
    }
  }
}
