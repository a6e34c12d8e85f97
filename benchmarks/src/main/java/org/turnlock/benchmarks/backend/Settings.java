// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.util.Optional;

/** The system properties that say where the tokens are; {@code run.sh} sets them. */
public final class Settings {
  /** File with a Turnlock configuration of a SoftHSM token. */
  public static final String TURNLOCK_CONFIG = "benchmark.turnlock.config";

  /** File with a SunPKCS11 configuration of the same token. */
  public static final String SUNPKCS11_CONFIG = "benchmark.sunpkcs11.config";

  /** The PIN of that token, and of NSS's database. */
  public static final String PIN = "benchmark.pin";

  /** Directory of libsoftokn3. */
  public static final String NSS_DIRECTORY = "benchmark.nss.directory";

  /** Directory of an NSS database; without one NSS has session keys only. */
  public static final String NSS_DATABASE = "benchmark.nss.database";

  /** Where software tokens and large files may be made; whoever sets it removes them. */
  public static final String DIRECTORY = "benchmark.directory";

  /**
   * How many microseconds each C call is to take longer, as on a network; 0 only counts the calls.
   * Without it the modules are used as they are.
   */
  public static final String DELAY_MICROS = "benchmark.delay.micros";

  /** Turnlock's directive {@code binding} for tokens with a module: {@code foreign}. */
  public static final String BINDING = "benchmark.binding";

  private Settings() {}

  /** The value of a property that must be set. */
  public static String required(String property) {
    return optional(property)
        .orElseThrow(
            () -> new IllegalStateException("set -D" + property + "; benchmarks/run.sh does it"));
  }

  /** The value of a property that may be missing. */
  public static Optional<String> optional(String property) {
    return Optional.ofNullable(System.getProperty(property)).filter(it -> !it.isEmpty());
  }
}
