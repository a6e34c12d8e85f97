// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.security.KeyStore;
import java.util.concurrent.Callable;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.keys.ManagedKeys;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on keys in a token: opens it, logs in, and says on request as JSON what came of it. */
public abstract class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the result as JSON, for programs.")
  private boolean json;

  private OpenedToken token;
  private KeyStore keyStore;

  @Override
  public final Integer call() throws Exception {
    check();
    try (PinPrompt pins = new PinPrompt(surroundings().secrets(), context().configuration());
        OpenedToken opened = OpenedToken.open(context().configuration(), pins)) {
      return on(opened).code();
    }
  }

  private ExitCode on(OpenedToken opened) throws Exception {
    token = opened;
    keyStore = opened.keyStore();
    try {
      return run();
    } catch (Exception e) {
      throw explained(e);
    }
  }

  /** Whether the command line makes sense, before any token is opened. */
  protected void check() {}

  /** Does the work, the token being open. */
  protected abstract ExitCode run() throws Exception;

  /** The token. */
  protected final OpenedToken token() {
    return token;
  }

  /** What is in the token. */
  protected final KeyStore keyStore() {
    return keyStore;
  }

  /** The life of the token's managed keys. */
  protected final ManagedKeys keys() {
    return token.provider().managedKeys();
  }

  protected final Surroundings surroundings() {
    return context().surroundings();
  }

  private CommandContext context() {
    return (CommandContext) spec.root().userObject();
  }

  /** Whether programs are to read the result. */
  protected final boolean json() {
    return json;
  }

  /** Prints a result: as JSON where that is asked for, otherwise as a line of text. */
  protected final void say(Object result, String text) {
    if (json) {
      Json.print(surroundings().out(), result);
    } else {
      surroundings().out().println(text);
    }
    requireHeard();
  }

  /** Fails if nobody reads what was printed. */
  protected final void requireHeard() {
    if (surroundings().out().checkError()) {
      throw new OutputClosed();
    }
  }

  /** A failure that does not end the command, as one that does is told. */
  protected final Exception explained(Exception e) {
    return new Refusals(keys()).explained(e);
  }

  /** The command line is wrong. */
  protected final ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
