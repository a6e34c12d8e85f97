// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.security.Provider;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.turnlock.contract.support.ServiceTrials;

/**
 * Every service, under every one of its names in docs/algorithms.md, does what software does. The
 * suites beside this one try each algorithm at length, under one name.
 */
public abstract class EveryServiceContract extends BackendContract {
  /** Types of which a token has one or two services, in suites of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "KeyStore", // KeyStoreContract
          "SecureRandom", // GeneratedKeyContract
          "KEM", // MlKemTest
          "KeyManagerFactory", // RotatingTlsContract
          "AlgorithmParameters"); // SoftwareServicesTest

  /** Takes managed keys only: SealedCipherContract. */
  private static final String SEALED = "TurnlockSealed";

  private List<Provider.Service> services() {
    return backend().providers().get(0).getServices().stream().toList();
  }

  @TestFactory
  final Stream<DynamicTest> doesWhatSoftwareDoes() {
    ServiceTrials trials = new ServiceTrials(backend(), seed().forCase("services", 0));
    return services().stream()
        .filter(service -> !ELSEWHERE.contains(service.getType()))
        .filter(service -> !service.getAlgorithm().equals(SEALED))
        .map(
            service ->
                dynamicTest(
                    service.getType() + " " + service.getAlgorithm(),
                    () -> tryOut(trials, service.getType(), service.getAlgorithm())));
  }

  private static void tryOut(ServiceTrials trials, String type, String algorithm) throws Exception {
    switch (type) {
      case "Cipher" -> {
        if (algorithm.startsWith("RSA")) {
          trials.rsaCipher(algorithm);
        } else {
          trials.secretKeyCipher(algorithm);
        }
      }
      case "Signature" -> trials.signature(algorithm);
      case "Mac" -> trials.mac(algorithm);
      case "KeyAgreement" -> trials.agreement(algorithm);
      case "KeyGenerator" -> trials.keyGenerator(algorithm);
      case "KeyPairGenerator" -> trials.keyPairGenerator(algorithm);
      case "KeyFactory" -> trials.keyFactory(algorithm);
      case "SecretKeyFactory" -> trials.secretKeyFactory(algorithm);
      case "MessageDigest" -> trials.messageDigest(algorithm);
      default -> throw new AssertionError("no trial for services of type " + type);
    }
  }

  @Test
  final void thereAreServicesToTry() {
    assertThat(services()).hasSizeGreaterThan(100);
  }
}
