// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.ProviderException;
import java.util.function.Supplier;
import org.turnlock.config.ConfigurationException;
import org.turnlock.config.StartupErrors;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.error.ModuleLoadException;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.token.Token;

/** Opens a configuration's token, logs what the operator should know, handles start-up errors. */
final class Startup {
  private static final System.Logger LOG = System.getLogger("org.turnlock.provider");

  private Startup() {}

  /**
   * Reads a configuration. The JDK drops what a provider of {@code java.security} throws, unless it
   * is a ProviderException: so a mistake is logged too.
   */
  static TurnlockConfiguration parse(String argument) {
    try {
      return TurnlockConfiguration.parse(argument);
    } catch (ConfigurationException e) {
      LOG.log(System.Logger.Level.ERROR, e.getMessage());
      throw e;
    }
  }

  /** Null where the token cannot be opened and the configuration says to go on without. */
  static OpenToken open(TurnlockConfiguration configuration) {
    configuration.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    if (!configuration.ignored().isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          configuration.source()
              + ": without effect in Turnlock: "
              + String.join(", ", configuration.ignored()));
    }
    try {
      return explaining(configuration, () -> openToken(configuration));
    } catch (ProviderException e) {
      if (!mayGoOn(configuration, e.getCause())) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "Turnlock offers nothing: " + e.getMessage());
      return null;
    }
  }

  /** Does what needs the module, and says of which configuration it failed. */
  static <T> T explaining(TurnlockConfiguration configuration, Supplier<T> work) {
    try {
      return work.get();
    } catch (ModuleLoadException | Pkcs11Exception | ProviderException e) {
      throw new ProviderException(configuration.source() + ": " + e.getMessage(), e);
    } catch (NoClassDefFoundError e) {
      throw new ProviderException(
          "a library of Turnlock is missing from the class path (jna-*.jar and bcprov-*.jar are"
              + " needed): "
              + e.getMessage(),
          e);
    }
  }

  private static boolean mayGoOn(TurnlockConfiguration configuration, Throwable e) {
    StartupErrors handling = configuration.startupErrors();
    return handling == StartupErrors.IGNORE_ALL && !(e instanceof NoClassDefFoundError)
        || handling == StartupErrors.IGNORE_MISSING_LIBRARY && e instanceof ModuleLoadException;
  }

  private static OpenToken openToken(TurnlockConfiguration configuration) {
    boolean pkcs11 = configuration.token() instanceof TokenLocation.Pkcs11;
    CallTrace trace = configuration.trace() && pkcs11 ? new CallTrace() : null;
    ProviderPins pins = new ProviderPins(configuration.pinSource());
    LostAndFound events = new LostAndFound();
    Token token = new TokenOpener(configuration, trace, pins::pinWithoutAsking, events).open();
    if (configuration.showInfo()) {
      LOG.log(System.Logger.Level.INFO, "Turnlock uses " + token + ", " + token.description());
    }
    try {
      OpenToken open = OpenToken.of(token, configuration, trace, pins);
      events.tell(open.audit().witness());
      return open;
    } catch (RuntimeException | Error e) {
      token.close();
      throw e;
    }
  }
}
