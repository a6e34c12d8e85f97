// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.benchmarks.backend.Backend;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Configurations;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.benchmarks.backend.TokenBackend;
import org.turnlock.provider.TurnlockProvider;

/**
 * A token whose uses are told as the benchmark's parameter {@code audit} says. Never closed: {@link
 * CpuTime} asks its threads after the last iteration.
 */
final class AuditedBackend {
  static final String OFF = "off";
  static final String SUMMARY = "summary";
  static final String FULL = "full";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String audit;
  private final TurnlockProvider provider;
  private final Backend backend;
  private final Path trail;

  private AuditedBackend(String audit, TurnlockProvider provider, Path trail) {
    this.audit = audit;
    this.provider = provider;
    this.backend = new TokenBackend(provider, "");
    this.trail = trail;
  }

  static AuditedBackend open(String backend, String audit) throws IOException {
    Path trail =
        Files.createTempDirectory(Path.of(Settings.required(Settings.DIRECTORY)), "trail-");
    String lines =
        switch (audit) {
          case OFF -> "";
          case SUMMARY, FULL ->
              "auditTrail = "
                  + trail
                  + "\nauditDurability = os\nauditFileSize = 64m\nauditUses = "
                  + audit
                  + "\n";
          default -> throw new IllegalArgumentException("no such audit: " + audit);
        };
    return new AuditedBackend(audit, Backends.turnlock(configuration(backend) + lines), trail);
  }

  private static String configuration(String backend) {
    return switch (backend) {
      case Backends.TURNLOCK_SOFTHSM -> Configurations.turnlockSoftHsm();
      case Backends.TURNLOCK_NSS -> Configurations.nss();
      default -> throw new IllegalArgumentException("no audited backend " + backend);
    };
  }

  Cipher cipher(String transformation) throws GeneralSecurityException {
    return backend.cipher(transformation);
  }

  SecretKey aesKey(byte[] bytes) throws GeneralSecurityException {
    return backend.aesKey(bytes);
  }

  /** Looks whether the trail says that there were so many encryptions, in its way. */
  void requireTold(long uses, long bytes) throws IOException, InterruptedException {
    flush();
    long records = 0;
    long told = 0;
    long toldBytes = 0;
    for (Encryptions found : encryptions()) {
      records++;
      told += found.count();
      toldBytes += found.bytes();
    }
    boolean right =
        switch (audit) {
          case OFF -> records == 0;
          case SUMMARY -> records == 1 && told == uses && toldBytes == bytes;
          default -> records == uses && told == uses && toldBytes == bytes;
        };
    if (!right) {
      throw new IllegalStateException(
          audit + " tells " + told + " of " + uses + " uses in " + records + " records");
    }
  }

  private record Encryptions(long count, long bytes) {}

  private List<Encryptions> encryptions() throws IOException {
    List<Encryptions> found = new ArrayList<>();
    try {
      new TrailReader(trail)
          .forEach(
              TrailReader.LineFilter.holding("\"Encrypt\""),
              record -> {
                String count = record.parameters().getOrDefault("count", "1");
                found.add(new Encryptions(Long.parseLong(count), record.inputBytes()));
                return true;
              });
    } catch (NoSuchFileException e) {
      return found; // nobody is told
    }
    return found;
  }

  private void flush() throws InterruptedException {
    if (!provider.audit().flush(LIMIT)) {
      throw new IllegalStateException("the trail has not taken what it was told");
    }
  }

  /** Lets the trail take what waits for it, and removes its full files; in a thread of its own. */
  void settle() throws InterruptedException {
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              flush();
              removeFullFiles();
              return null;
            });
    new Thread(work, "settling").start();
    try {
      work.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the trail could not be settled", e.getCause());
    }
  }

  private void removeFullFiles() throws IOException {
    if (audit.equals(OFF)) {
      return;
    }
    for (Path lane : new TrailReader(trail).lanes()) {
      List<Path> files = List.copyOf(TrailReader.files(lane));
      for (Path full : files.subList(0, files.size() - 1)) {
        Files.delete(full);
      }
    }
  }
}
