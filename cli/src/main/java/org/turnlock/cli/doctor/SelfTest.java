// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.Provider;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Tries services of a provider with session keys of its own: each is used, its result is checked,
 * its time taken and its calls counted. Nothing stays in the token.
 */
public final class SelfTest {
  private static final int MOST_ROUNDS = 200;
  private static final long BUDGET_NANOS = 40_000_000;

  private final LongSupplier calls;
  private final CipherProbes ciphers;
  private final SignatureProbes signatures;
  private final OtherProbes others;

  /**
   * @param calls calls to the PKCS#11 module so far
   */
  public SelfTest(Provider provider, LongSupplier calls) {
    ProbeKeys keys = new ProbeKeys(provider);
    this.calls = calls;
    this.ciphers = new CipherProbes(provider, keys);
    this.signatures = new SignatureProbes(provider, keys);
    this.others = new OtherProbes(provider, keys);
  }

  /** Tries one service. */
  public TrialResult run(String type, String algorithm) {
    if (algorithm.equals("TurnlockSealed")) {
      return TrialResult.notTried(type, algorithm, "takes managed keys, which are not made here");
    }
    try {
      Probe probe = probe(type, algorithm);
      return probe == null
          ? TrialResult.notTried(type, algorithm, "no trial for " + type)
          : measure(type, algorithm, probe);
    } catch (Exception | LinkageError e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      return TrialResult.failed(type, algorithm, message);
    }
  }

  private Probe probe(String type, String algorithm) throws Exception {
    return switch (type) {
      case "Cipher" -> ciphers.of(algorithm);
      case "Signature" -> signatures.of(algorithm);
      case "Mac" -> others.mac(algorithm);
      case "KeyAgreement" -> others.agreement(algorithm);
      case "KeyGenerator" -> others.keyGenerator(algorithm);
      case "KeyPairGenerator" -> others.keyPairGenerator(algorithm);
      case "SecretKeyFactory" -> others.secretKeyFactory(algorithm);
      case "KeyFactory" -> others.keyFactory(algorithm);
      case "SecureRandom" -> others.secureRandom(algorithm);
      case "KeyStore" -> others.keyStore(algorithm);
      case "KeyManagerFactory" -> others.keyManagers(algorithm);
      default -> null;
    };
  }

  private TrialResult measure(String type, String algorithm, Probe probe) throws Exception {
    probe.operation().run();
    long[] times = new long[MOST_ROUNDS];
    long fewestCalls = Long.MAX_VALUE;
    long end = System.nanoTime() + BUDGET_NANOS;
    int rounds = 0;
    long now;
    do {
      long before = calls.getAsLong();
      long start = System.nanoTime();
      probe.operation().run();
      now = System.nanoTime();
      times[rounds++] = now - start;
      // The removal of keys of earlier trials comes when it likes, and is counted with others.
      fewestCalls = Math.min(fewestCalls, calls.getAsLong() - before);
    } while (rounds < MOST_ROUNDS && now < end);
    Arrays.sort(times, 0, rounds);
    return new TrialResult(
        type,
        algorithm,
        TrialResult.Outcome.PASSED,
        probe.what(),
        times[rounds / 2],
        fewestCalls,
        "");
  }
}
