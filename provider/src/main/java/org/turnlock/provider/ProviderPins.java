// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.turnlock.config.PinSource;
import org.turnlock.config.Pins;
import org.turnlock.jca.PinProvider;
import org.turnlock.token.TokenException;

/** The PIN that the configuration, or the provider's callback handler, can give. */
final class ProviderPins implements PinProvider {
  private static final String PROMPT = "PIN of the token: ";

  private final PinSource source;
  private volatile CallbackHandler handler;

  ProviderPins(PinSource source) {
    this.source = source;
  }

  void setCallbackHandler(CallbackHandler given) {
    handler = given;
  }

  /** What the configuration names; with nothing configured, the provider's own handler. */
  @Override
  public char[] pin() throws LoginException {
    PinSource asked =
        source instanceof PinSource.FromProgram && handler != null
            ? new PinSource.FromCallback(java.util.Optional.empty())
            : source;
    try {
      return Pins.read(asked, PROMPT, handler).orElse(null);
    } catch (TokenException e) {
      LoginException failure = new LoginException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** As {@link #pin()}, for a login in the middle of a key use: nobody is asked there. */
  char[] pinWithoutAsking() {
    boolean asks =
        source instanceof PinSource.FromCallback || source instanceof PinSource.FromProgram;
    return asks ? null : Pins.read(source, PROMPT, null).orElse(null);
  }
}
