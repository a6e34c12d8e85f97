// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Configurations;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.benchmarks.module.Baseline;
import org.turnlock.benchmarks.module.NativeParts;
import org.turnlock.benchmarks.module.TokenModule;

/** The providers, and C, on the tokens of this machine. */
public final class CompetitorsHere implements Competitors {
  private static final String IN_C = "c-";
  private static final Set<String> ON_SOFTHSM =
      Set.of(
          "aes-gcm-encrypt",
          "aes-gcm-decrypt",
          "rsa-2048-sign",
          "rsa-3072-sign",
          "ecdsa-p256-sign",
          "ed25519-sign",
          "hmac-sha256",
          "aes-wrap");
  private static final Set<String> NOT_ON_NSS = Set.of("ed25519-sign");
  private static final Set<String> BY_MESSAGES = Set.of("aes-gcm-encrypt", "aes-gcm-decrypt");

  private NativeParts parts;

  /** Builds nothing yet. */
  public CompetitorsHere() {}

  @Override
  public Optional<Competitor> of(String backend, String operation) {
    if (backend.startsWith(IN_C)) {
      return inC(backend, operation) ? Optional.of(new InC(backend)) : Optional.empty();
    }
    return Backends.supports(Operation.of(operation), backend)
        ? Optional.of(new JmhCompetitor(backend))
        : Optional.empty();
  }

  private static boolean inC(String backend, String operation) {
    return switch (backend) {
      case "c-softhsm" -> ON_SOFTHSM.contains(operation);
      case "c-nss" -> ON_SOFTHSM.contains(operation) && !NOT_ON_NSS.contains(operation);
      case "c-nss-messages" -> BY_MESSAGES.contains(operation);
      default -> throw new IllegalArgumentException("no backend " + backend);
    };
  }

  /** From C: the limit that no Java can pass by the same functions. */
  private final class InC implements Competitor {
    private static final double STARTS = 0.1;
    private final String backend;

    InC(String backend) {
      this.backend = backend;
    }

    @Override
    public String backend() {
      return backend;
    }

    @Override
    public double seconds(Case what, Pace pace) {
      return STARTS + (1 + pace.slices()) * pace.sliceMillis() / 1e3;
    }

    @Override
    public Fork measure(Case what, Pace pace) throws IOException, InterruptedException {
      if (parts == null) {
        parts = NativeParts.in(Path.of(Settings.required(Settings.DIRECTORY), "native"));
      }
      String configuration =
          backend.equals("c-softhsm") ? Configurations.turnlockSoftHsm() : Configurations.nss();
      TokenModule token = TokenModule.of(configuration, Settings.required(Settings.PIN));
      Baseline baseline =
          new Baseline(
              what.operation(),
              what.size(),
              what.threads(),
              backend.endsWith("-messages"),
              pace.slices(),
              Duration.ofMillis(pace.sliceMillis()));
      return new Fork(Median.of(baseline.run(parts, token)), null);
    }
  }
}
