// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.start;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import org.turnlock.provider.TurnlockProvider;

/** Opens a token in a JVM that has done nothing else yet, and says how long each step took. */
final class StartUpProbe {
  private static final double NANOS_PER_MILLI = 1e6;

  private StartUpProbe() {}

  /**
   * Prints milliseconds: to the provider, to the loaded KeyStore, to a key; then the number of
   * classes.
   *
   * @param arguments {@code turnlock} or {@code sunpkcs11}, configuration, PIN, least number of
   *     entries, alias
   */
  public static void main(String[] arguments) throws GeneralSecurityException, IOException {
    String configuration = "--" + Files.readString(Path.of(arguments[1])) + "\n";
    long start = System.nanoTime();
    Provider provider =
        arguments[0].equals("turnlock")
            ? new TurnlockProvider().configure(configuration)
            : Security.getProvider("SunPKCS11").configure(configuration);
    long configured = System.nanoTime();
    KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
    keyStore.load(null, arguments[2].toCharArray());
    long loaded = System.nanoTime();
    Key key = keyStore.getKey(arguments[4], null);
    long got = System.nanoTime();
    if (key == null || keyStore.size() < Integer.parseInt(arguments[3])) {
      throw new IllegalStateException("the token does not have what it was filled with");
    }
    System.out.printf(
        "%.2f %.2f %.2f %d%n",
        (configured - start) / NANOS_PER_MILLI,
        (loaded - configured) / NANOS_PER_MILLI,
        (got - loaded) / NANOS_PER_MILLI,
        ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
  }
}
