// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import javax.security.auth.callback.CallbackHandler;
import org.turnlock.cli.console.Failure;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.TokenDescription;

/**
 * A token in use, through a provider of its own that no other code of the process sees.
 *
 * @param provider the services of the token
 */
public record OpenedToken(TurnlockProvider provider) implements AutoCloseable {
  private static final Set<String> SESSION_CALLS = Set.of("C_OpenSession", "C_CloseSession");

  /**
   * Opens the token that a configuration names. Keys are rotated when a command says so, whatever
   * the configuration has for programs that go on running.
   *
   * @param pins asked for a PIN where the configuration has no source for it
   */
  public static OpenedToken open(TurnlockConfiguration configuration, CallbackHandler pins) {
    TurnlockProvider provider = TurnlockProvider.open(configuration.notRotating());
    if (!provider.isConfigured()) {
      throw new Failure(
          configuration.source()
              + ": there is no token to use; handleStartupErrors lets programs go on without");
    }
    provider.setCallbackHandler(pins);
    return new OpenedToken(provider);
  }

  /** Logs in, and reads what is in the token. */
  public KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore keyStore = KeyStore.getInstance("Turnlock", provider);
    keyStore.load(null, null);
    return keyStore;
  }

  /** The token's label. */
  public String label() {
    return provider.token().orElseThrow().label();
  }

  /** What the token calls itself. */
  public String name() {
    TokenDescription token = provider.token().orElseThrow();
    return "'" + token.label() + "' (" + token.manufacturer() + " " + token.model() + ")";
  }

  /**
   * Calls to the PKCS#11 module so far, but for those that open and close sessions, which serve
   * many operations; 0 where calls are not counted.
   */
  public long calls() {
    return provider.callTrace().map(OpenedToken::ofOperations).orElse(0L);
  }

  private static long ofOperations(CallTrace trace) {
    return trace.counts().entrySet().stream()
        .filter(count -> !SESSION_CALLS.contains(count.getKey()))
        .mapToLong(count -> count.getValue().calls())
        .sum();
  }

  @Override
  public void close() {
    provider.close();
  }
}
