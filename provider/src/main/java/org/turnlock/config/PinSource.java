// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the PIN comes from when the program does not give it. No PIN in {@code toString}. */
public sealed interface PinSource {
  /** Nowhere: the program gives it, at {@code KeyStore.load} or {@code login}. */
  PinSource NONE = new FromProgram();

  /** Not configured. */
  record FromProgram() implements PinSource {}

  /** {@code file:PATH}: the first line of a file. */
  record FromFile(Path file) implements PinSource {}

  /** {@code env:NAME}: an environment variable. */
  record FromEnvironment(String variable) implements PinSource {}

  /**
   * {@code callback}: a {@code CallbackHandler} that answers a {@code PasswordCallback}.
   *
   * @param handlerClass its class, which has a constructor without parameters; the provider's own
   *     handler where empty
   */
  record FromCallback(Optional<String> handlerClass) implements PinSource {}

  /** {@code pin-value} of a URI. */
  final class FromUri implements PinSource {
    private final char[] pin;

    FromUri(char[] pin) {
      this.pin = pin.clone();
    }

    /** The PIN, a new array each time. */
    public char[] pin() {
      return pin.clone();
    }

    @Override
    public String toString() {
      return "FromUri[]";
    }
  }
}
