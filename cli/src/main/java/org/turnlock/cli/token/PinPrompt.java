// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.turnlock.cli.console.Failure;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;

/**
 * Asks the user for the PIN on the terminal, without echo; once, even where a command opens its
 * token twice. The PIN of a software token that is not there yet is asked twice: it is chosen now.
 */
public final class PinPrompt implements CallbackHandler, AutoCloseable {
  private final Optional<Function<String, char[]>> secrets;
  private final TurnlockConfiguration configuration;
  private char[] known;

  /**
   * @param secrets asks without echo
   * @param configuration which token it is, and where a pinSource can be added
   */
  public PinPrompt(
      Optional<Function<String, char[]>> secrets, TurnlockConfiguration configuration) {
    this.secrets = secrets;
    this.configuration = configuration;
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (!(callback instanceof PasswordCallback question)) {
        throw new UnsupportedCallbackException(callback);
      }
      if (known == null) {
        known = ask(question.getPrompt());
      }
      question.setPassword(known);
    }
  }

  private char[] ask(String prompt) {
    Optional<Path> absent = absentFile();
    return absent.isPresent() ? choose(absent.get()) : read(prompt);
  }

  private char[] choose(Path file) {
    char[] first = read("PIN for the new software token " + file + ": ");
    char[] second = read("The same again: ");
    try {
      if (!Arrays.equals(first, second)) {
        Arrays.fill(first, '\0');
        throw new Failure("the two PINs differ; nothing was made");
      }
      return first;
    } finally {
      Arrays.fill(second, '\0');
    }
  }

  private char[] read(String prompt) {
    char[] answer = secrets.orElseThrow(() -> new Failure(noTerminal())).apply(prompt);
    if (answer == null) {
      throw new Failure("no PIN was given");
    }
    return answer;
  }

  private String noTerminal() {
    boolean none = configuration.source().equals(TurnlockConfiguration.defaults().source());
    return "the token needs a PIN, and there is no terminal to ask on; write "
        + (none ? "token = software and " : "")
        + "pinSource = file:PATH (or env:NAME) into "
        + (none ? "~/.turnlock/turnlock.cfg" : configuration.source());
  }

  private Optional<Path> absentFile() {
    return configuration.token() instanceof TokenLocation.Software software
            && !Files.exists(software.file())
        ? Optional.of(software.file())
        : Optional.empty();
  }

  /** Forgets the PIN. */
  @Override
  public void close() {
    if (known != null) {
      Arrays.fill(known, '\0');
    }
  }
}
