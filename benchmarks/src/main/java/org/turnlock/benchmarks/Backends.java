// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.provider.TurnlockProvider;

/**
 * The providers that are compared, by the names that the benchmarks' parameter {@code backend} has.
 * System properties say where the tokens are; {@code run.sh} sets them.
 */
final class Backends {
  static final String TURNLOCK_SOFTHSM = "turnlock-softhsm";
  static final String SUNPKCS11_SOFTHSM = "sunpkcs11-softhsm";
  static final String TURNLOCK_NSS = "turnlock-nss";
  static final String SUNPKCS11_NSS = "sunpkcs11-nss";
  static final String TURNLOCK_SOFTWARE = "turnlock-software";

  /** The JDK's own software: SunJCE, SunRsaSign, SunEC. */
  static final String JDK = "jdk";

  /** File with a Turnlock configuration of a SoftHSM token. */
  static final String TURNLOCK_CONFIG = "benchmark.turnlock.config";

  /** File with a SunPKCS11 configuration of the same token. */
  static final String SUNPKCS11_CONFIG = "benchmark.sunpkcs11.config";

  /** The PIN of that token. */
  static final String PIN = "benchmark.pin";

  /** Directory of libsoftokn3. */
  static final String NSS_DIRECTORY = "benchmark.nss.directory";

  /** Where software tokens may be made; whoever sets it removes them. */
  static final String DIRECTORY = "benchmark.directory";

  private static final Map<String, Backend> OPEN = new ConcurrentHashMap<>();

  private Backends() {}

  /** The backend of that name, opened at its first use in this process. */
  static Backend open(String name) {
    return OPEN.computeIfAbsent(name, Backends::make);
  }

  private static Backend make(String name) {
    return switch (name) {
      case TURNLOCK_SOFTHSM -> token(turnlock(setting(TURNLOCK_CONFIG)), setting(PIN));
      case SUNPKCS11_SOFTHSM -> token(sunPkcs11(setting(SUNPKCS11_CONFIG)), setting(PIN));
      case TURNLOCK_NSS -> token(turnlock(nss()), null);
      case SUNPKCS11_NSS -> token(sunPkcs11(nss()), null);
      case TURNLOCK_SOFTWARE -> software();
      case JDK -> Backend.ofTheJdk();
      default -> throw new IllegalArgumentException("no backend " + name);
    };
  }

  private static Provider turnlock(String configuration) {
    return new TurnlockProvider().configure(configuration);
  }

  /** A provider of its own, with more lines of configuration. */
  static TurnlockProvider turnlock(String name, String lines) throws IOException {
    String token =
        switch (name) {
          case TURNLOCK_SOFTHSM -> "--" + Files.readString(Path.of(setting(TURNLOCK_CONFIG)));
          case TURNLOCK_NSS -> nss();
          default -> throw new IllegalArgumentException("no audited backend " + name);
        };
    return (TurnlockProvider) turnlock(token + "\n" + lines);
  }

  private static Provider sunPkcs11(String configuration) {
    return Security.getProvider("SunPKCS11").configure(configuration);
  }

  private static String nss() {
    return "--name=NSS\nnssLibraryDirectory="
        + setting(NSS_DIRECTORY)
        + "\nnssDbMode=noDb\nattributes=compatibility\n";
  }

  private static Backend software() {
    try {
      Path file =
          Files.createTempDirectory(Path.of(setting(DIRECTORY)), "software").resolve("token");
      return token(turnlock("--name=software\ntoken=software\npath=" + file + "\n"), "benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Backend token(Provider provider, String pin) {
    if (pin != null) {
      try {
        KeyStore.getInstance("PKCS11", provider).load(null, pin.toCharArray());
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("cannot log in to the token of " + provider.getInfo(), e);
      }
    }
    return Backend.ofToken(provider);
  }

  static String setting(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("set -D" + property + "; benchmarks/run.sh does it");
    }
    return value;
  }
}
