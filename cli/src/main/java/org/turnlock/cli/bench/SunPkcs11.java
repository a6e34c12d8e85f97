// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Optional;
import org.turnlock.cli.console.Failure;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.provider.ModuleReport;

/**
 * The JDK's SunPKCS11 on the slot that a Turnlock configuration means. It understands few of
 * Turnlock's directives, so it is told the library and the number of the slot; what else there is
 * to know it shares with Turnlock, as both use one module in one process: its initialisation and
 * its login.
 *
 * @param provider absent where there can be none
 * @param absence why there is none; empty where there is one
 */
record SunPkcs11(Optional<Provider> provider, String absence) {
  private static final String NAME = "SunPKCS11";

  /** The provider, or why there is none. */
  static SunPkcs11 of(TurnlockConfiguration configuration) {
    if (!(configuration.token() instanceof TokenLocation.Pkcs11 location)) {
      return none("a software token has no library that SunPKCS11 could load");
    }
    Provider base = Security.getProvider(NAME);
    if (base == null) {
      return none("this JDK has no " + NAME + " in its provider list");
    }
    long slot = ModuleReport.of(configuration).orElseThrow().chosen().orElseThrow().id();
    if (slot < 0 || slot > Integer.MAX_VALUE) {
      return none("SunPKCS11 takes no slot number as large as " + slot);
    }
    try {
      Provider provider = base.configure("--" + directives(location, slot));
      return provider.getServices().isEmpty()
          ? none("SunPKCS11 offers nothing on this token")
          : new SunPkcs11(Optional.of(provider), "");
    } catch (ProviderException | InvalidParameterException | UnsupportedOperationException e) {
      return none("SunPKCS11 says: " + Failure.line(root(e)));
    }
  }

  static SunPkcs11 none(String reason) {
    return new SunPkcs11(Optional.empty(), reason);
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static String directives(TokenLocation.Pkcs11 location, long slot) {
    StringBuilder text = new StringBuilder();
    text.append("name = TurnlockBench\n");
    text.append("library = ").append(location.library()).append('\n');
    text.append("slot = ").append(slot).append('\n');
    location.functionList().ifPresent(it -> text.append("functionList = " + it + "\n"));
    location.initParameters().ifPresent(it -> text.append("nssArgs = \"" + escaped(it) + "\"\n"));
    if (location.omitInitialize()) {
      text.append("omitInitialize = true\n");
    }
    // Without this NSS lets nobody use the HMAC keys that SunPKCS11 makes.
    text.append("attributes(*, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {");
    text.append(" CKA_SIGN = true CKA_VERIFY = true }\n");
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** It as a contender. */
  Optional<Contender> contender() {
    return provider.map(
        sun ->
            new Contender(
                Contender.SUNPKCS11, new Trials(sun), operation -> missing(sun, operation)));
  }

  /** A generator of its own it need not have for everything. */
  private static Optional<String> missing(Provider sun, BenchOperation operation) {
    return sun.getService(operation.type(), operation.algorithm()) == null
        ? Optional.of("SunPKCS11 does not offer it here")
        : Optional.empty();
  }
}
