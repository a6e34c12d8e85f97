// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.turnlock.provider.TurnlockProvider;

/** What is compared, by the names that the benchmarks' parameter {@code backend} has. */
public final class Backends {
  public static final String TURNLOCK_SOFTHSM = "turnlock-softhsm";
  public static final String SUNPKCS11_SOFTHSM = "sunpkcs11-softhsm";
  public static final String TURNLOCK_NSS = "turnlock-nss";
  public static final String SUNPKCS11_NSS = "sunpkcs11-nss";

  /** Turnlock's own token in a file. */
  public static final String TURNLOCK_SOFTWARE = "turnlock-software";

  /** Bouncy Castle's provider, called directly. */
  public static final String BOUNCYCASTLE = "bouncycastle";

  /** The JDK's own software: SunJCE, SunRsaSign, SunEC. */
  public static final String JDK = "jdk";

  /** All of them; SunPKCS11 on NSS first, as it insists on initialising NSS itself. */
  public static final List<String> ALL =
      List.of(
          SUNPKCS11_NSS,
          TURNLOCK_NSS,
          SUNPKCS11_SOFTHSM,
          TURNLOCK_SOFTHSM,
          TURNLOCK_SOFTWARE,
          BOUNCYCASTLE,
          JDK);

  private static final Map<String, Backend> OPEN = new ConcurrentHashMap<>();

  private Backends() {}

  /** Whether a backend can do that. */
  public static boolean supports(Operation operation, String backend) {
    return whyNot(operation, backend).isEmpty();
  }

  /** Why a backend cannot do that; empty if it can. */
  public static Optional<String> whyNot(Operation operation, String backend) {
    return Gaps.whyNot(operation, backend);
  }

  /** The backend of that name, opened at its first use in this process. */
  public static Backend open(String name) {
    return OPEN.computeIfAbsent(name, Backends::make);
  }

  /**
   * The same for a benchmark of that operation.
   *
   * @throws IllegalArgumentException if it cannot do that, with the reason
   */
  public static Backend open(String name, Operation operation) {
    whyNot(operation, name)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  name + " leaves out " + operation.title() + ": " + reason);
            });
    return open(name);
  }

  private static Backend make(String name) {
    return switch (name) {
      case TURNLOCK_SOFTHSM ->
          loggedIn(turnlock(Configurations.turnlockSoftHsm() + Configurations.binding()));
      case SUNPKCS11_SOFTHSM -> loggedIn(sunPkcs11(Configurations.sunPkcs11SoftHsm()));
      case TURNLOCK_NSS ->
          nss(
              turnlock(Configurations.nss() + Configurations.binding()),
              () ->
                  turnlock(
                      Configurations.nssKeyStore()
                          + Configurations.nssManagedKeys()
                          + Configurations.binding()));
      case SUNPKCS11_NSS ->
          nss(sunPkcs11(Configurations.nss()), () -> sunPkcs11(Configurations.nssKeyStore()));
      case TURNLOCK_SOFTWARE ->
          loggedIn(new TokenBackend(turnlock(Configurations.software()), "benchmark"));
      case BOUNCYCASTLE -> SoftwareBackend.ofBouncyCastle();
      case JDK -> SoftwareBackend.ofTheJdk();
      default -> throw new IllegalArgumentException("no backend " + name);
    };
  }

  /** A provider of its own. */
  public static TurnlockProvider turnlock(String configuration) {
    return (TurnlockProvider) new TurnlockProvider().configure(configuration);
  }

  /** A provider of its own. */
  public static Provider sunPkcs11(String configuration) {
    return Security.getProvider("SunPKCS11").configure(configuration);
  }

  private static Backend loggedIn(Provider provider) {
    return loggedIn(new TokenBackend(provider, Settings.required(Settings.PIN)));
  }

  private static Backend loggedIn(TokenBackend backend) {
    try {
      backend.keyStore();
      return backend;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "cannot log in to the token of " + backend.provider().getInfo(), e);
    }
  }

  /** Session keys need no login; the other slot is opened when a benchmark wants it. */
  private static Backend nss(Provider provider, Supplier<Provider> withKeyStore) {
    return new TokenBackend(
        provider, new Once<>(withKeyStore), Settings.optional(Settings.PIN).orElse(""));
  }

  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized T get() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }
  }
}
