// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The providers' configurations, as text that {@code Provider.configure} takes; of distant tokens
 * where {@link Settings#DELAY_MICROS} is set.
 */
public final class Configurations {
  private Configurations() {}

  /** A SoftHSM token, for Turnlock. */
  public static String turnlockSoftHsm() {
    return inline(Settings.TURNLOCK_CONFIG);
  }

  /** The same token, for SunPKCS11. */
  public static String sunPkcs11SoftHsm() {
    return inline(Settings.SUNPKCS11_CONFIG);
  }

  /**
   * NSS's slot for session keys, for both providers. All of a process must open the module in the
   * same way, so with its database where there is one.
   */
  public static String nss() {
    Optional<String> database = Settings.optional(Settings.NSS_DATABASE);
    return Distance.in(
        database.isEmpty()
            ? nssLibrary("NSS") + "nssDbMode=noDb\n"
            : nssDatabase("NSS", database.get()) + "nssModule=crypto\n");
  }

  /** NSS's slot for keys that stay. */
  public static String nssKeyStore() {
    return Distance.in(
        nssDatabase("NSSKeys", Settings.required(Settings.NSS_DATABASE)) + "nssModule=keystore\n");
  }

  /** What Turnlock needs besides to keep managed keys in {@link #nssKeyStore}. */
  public static String nssManagedKeys() {
    Path records = Path.of(Settings.required(Settings.NSS_DATABASE)).resolveSibling("managed");
    return "managedKeyDirectory=" + records + "\n";
  }

  /** How Turnlock calls the module's functions, where {@link Settings#BINDING} says it. */
  static String binding() {
    return Settings.optional(Settings.BINDING).map(it -> "binding=" + it + "\n").orElse("");
  }

  private static String nssLibrary(String name) {
    return "--name="
        + name
        + "\nnssLibraryDirectory="
        + Settings.required(Settings.NSS_DIRECTORY)
        + "\nattributes=compatibility\n";
  }

  private static String nssDatabase(String name, String database) {
    return nssLibrary(name) + "nssSecmodDirectory=\"sql:" + database + "\"\nnssDbMode=readWrite\n";
  }

  /** A new token in a file. */
  static String software() {
    try {
      Path directory = Path.of(Settings.required(Settings.DIRECTORY));
      Path file = Files.createTempDirectory(directory, "software").resolve("token");
      return "--name=software\ntoken=software\npath=" + file + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inline(String property) {
    try {
      return Distance.in("--" + Files.readString(Path.of(Settings.required(property))) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
