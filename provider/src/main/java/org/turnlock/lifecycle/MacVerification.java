// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import org.turnlock.keys.ForwardingSource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/**
 * Finds the version that made a MAC: the MACs of all that may have are made again, one after the
 * other, lest an unfinished one of each holds a session. For one thread.
 */
final class MacVerification {
  private final Provider provider;
  private final KeyOperations operations;
  private final String algorithm;
  private final RepeatableInput data;
  private final byte[] mac;

  /** A version that could not be tried: it may be the one. */
  private ManagedKeyException lost;

  /**
   * @param operations tell of a refusal
   */
  MacVerification(
      Provider provider,
      KeyOperations operations,
      String algorithm,
      RepeatableInput data,
      byte[] mac) {
    this.operations = operations;
    this.provider = provider;
    this.algorithm = algorithm;
    this.data = data;
    this.mac = mac;
  }

  /** The number of the version; empty if none of those that may verify made the MAC. */
  Optional<Integer> by(TokenBackedKey key) throws InvalidKeyException, IOException {
    if (!(key instanceof TokenSecretKey)) {
      throw new ManagedKeyException(
              Reason.UNSUPPORTED, "key '" + key.source().name() + "' makes signatures, not MACs")
          .about(key.source().name());
    }
    KeySource source = key.source();
    List<KeySource> candidates = choosing(key, () -> source.forOldWork(KeyUsage.VERIFY));
    Optional<Integer> found = among(candidates, source, key.getAlgorithm());
    if (found.isEmpty()) {
      List<KeySource> others = choosing(key, () -> source.notTried(KeyUsage.VERIFY, candidates));
      found = among(others, source, key.getAlgorithm());
    }
    if (found.isEmpty() && lost != null) {
      throw lost;
    }
    return found;
  }

  private List<KeySource> choosing(
      TokenBackedKey key, KeyOperations.Choice<List<KeySource>, InvalidKeyException> choice)
      throws InvalidKeyException {
    return operations.as(algorithm).choosing(key, KeyUsage.VERIFY, choice);
  }

  private Optional<Integer> among(List<KeySource> candidates, KeySource source, String keyAlgorithm)
      throws InvalidKeyException, IOException {
    for (int i = 0; i < candidates.size(); i++) {
      try {
        KeySource candidate = candidates.get(i);
        if (madeBy(new TokenSecretKey(new Verifying(candidate), keyAlgorithm))) {
          source.worked(candidate);
          candidate.guard().tryWorked(KeyUsage.VERIFY);
          return Optional.of(candidate.versionNumber());
        }
      } catch (ManagedKeyException e) {
        lost = lost == null ? e : lost;
      }
    }
    return Optional.empty();
  }

  private boolean madeBy(TokenSecretKey version) throws InvalidKeyException, IOException {
    byte[] expected = null;
    try {
      Mac maker = Mac.getInstance(algorithm, provider);
      maker.init(version);
      Pieces.of(data, maker::update);
      expected = maker.doFinal();
      return MessageDigest.isEqual(expected, mac);
    } catch (NoSuchAlgorithmException e) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED, "the token makes no MACs by " + algorithm, e);
    } finally {
      if (expected != null) {
        // A right MAC over data that somebody else sent is a secret.
        Arrays.fill(expected, (byte) 0);
      }
    }
  }

  /** A version that makes a MAC in order to compare it: old work, and only a try. */
  private static final class Verifying extends ForwardingSource implements KeyGuard {
    Verifying(KeySource version) {
      super(version);
    }

    @Override
    public KeyGuard guard() {
      return this;
    }

    @Override
    public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
      requireNewWork(use);
      return this;
    }

    @Override
    public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
      requireOldWork(use);
      return List.of(this);
    }

    @Override
    public boolean isForVerifying() {
      return true;
    }

    @Override
    public void requireNewWork(KeyUsage use) throws InvalidKeyException {
      source().guard().requireOldWork(KeyUsage.VERIFY);
    }

    @Override
    public void requireOldWork(KeyUsage use) throws InvalidKeyException {
      source().guard().requireOldWork(KeyUsage.VERIFY);
    }

    @Override
    public KeySource toBeWrapped() throws InvalidKeyException {
      requireUsable();
      return this;
    }

    @Override
    public void requireUsable() throws InvalidKeyException {
      source().guard().requireUsable();
    }

    @Override
    public void beforeLeaving() {
      source().guard().beforeLeaving();
    }

    @Override
    public void beforeMore(KeyUsage use) {
      source().guard().beforeMore(KeyUsage.VERIFY);
    }

    @Override
    public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
      source().guard().beforeTry(KeyUsage.VERIFY, bytes, aad);
    }
  }
}
