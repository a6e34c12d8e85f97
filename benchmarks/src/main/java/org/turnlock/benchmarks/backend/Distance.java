// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.benchmarks.module.DelayedModule;
import org.turnlock.benchmarks.module.NativeParts;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TurnlockConfiguration;

/** Lets this process use its tokens through the delaying module, if {@link Settings} say so. */
public final class Distance {
  /** By the library that each stands before. */
  private static final Map<String, DelayedModule> MODULES = new ConcurrentHashMap<>();

  private Distance() {}

  /** A provider's configuration, changed if tokens are to be distant. */
  static String in(String configuration) {
    return Settings.optional(Settings.DELAY_MICROS)
        .map(micros -> before(configuration, Long.parseLong(micros)).in(configuration))
        .orElse(configuration);
  }

  private static DelayedModule before(String configuration, long micros) {
    Pkcs11 module = (Pkcs11) TurnlockConfiguration.parse(configuration).token();
    return MODULES.computeIfAbsent(
        module.library(),
        library -> {
          Path directory = Path.of(Settings.required(Settings.DIRECTORY));
          try {
            NativeParts parts = NativeParts.in(directory.resolve("native"));
            return DelayedModule.of(parts, directory, Path.of(library), micros);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while C was compiled", e);
          }
        });
  }

  /** Whether calls go through the delaying module, which counts them. */
  public static boolean isCounting() {
    return !MODULES.isEmpty();
  }

  /** C calls that this process has made so far, of all its threads. */
  public static long calls() {
    long calls = 0;
    for (DelayedModule module : MODULES.values()) {
      try {
        calls += module.calls().total();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return calls;
  }
}
