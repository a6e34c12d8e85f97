// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.Surroundings;

/**
 * A command that ran in this process.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record CommandRun(int code, String out, String err) {

  /** What stands on standard output, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }

  /** For a command in a home of its own. */
  public static Runner in(Path home) {
    return new Runner(home);
  }

  /** The surroundings to give it. */
  public static final class Runner {
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private Function<String, char[]> secrets;
    private Function<String, String> questions;
    private byte[] input = new byte[0];
    private OutputStream output = OutputStream.nullOutputStream();
    private Display display = Display.PLAIN;

    private Runner(Path home) {
      this.home = home;
      variables.put("PATH", System.getenv("PATH"));
    }

    public Runner with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    public Runner answering(Function<String, char[]> answers) {
      secrets = answers;
      return this;
    }

    /** With a person who answers questions. */
    public Runner asked(Function<String, String> answers) {
      questions = answers;
      return this;
    }

    /** With bytes on standard input. */
    public Runner reading(byte[] bytes) {
      input = bytes;
      return this;
    }

    /** With a place for the bytes on standard output. */
    public Runner writing(OutputStream bytes) {
      output = bytes;
      return this;
    }

    public Runner on(Display other) {
      display = other;
      return this;
    }

    public CommandRun run(String... arguments) {
      StringWriter out = new StringWriter();
      return run(new PrintWriter(out), out, arguments);
    }

    /** With a reader of standard output that leaves after some bytes. */
    public CommandRun runCutAfter(int bytes, String... arguments) {
      OutputStream closing =
          new OutputStream() {
            private int left = bytes;

            @Override
            public void write(int one) throws IOException {
              if (left-- <= 0) {
                throw new IOException("Broken pipe");
              }
            }
          };
      PrintWriter out = new PrintWriter(closing, true, StandardCharsets.UTF_8);
      return run(out, new StringWriter(), arguments);
    }

    private CommandRun run(PrintWriter writer, StringWriter out, String... arguments) {
      StringWriter err = new StringWriter();
      int code =
          Main.run(
              new Surroundings(
                  Map.copyOf(variables),
                  home,
                  Optional.empty(),
                  writer,
                  new PrintWriter(err, true),
                  display,
                  Optional.ofNullable(secrets),
                  Optional.ofNullable(questions),
                  new Surroundings.Data(new ByteArrayInputStream(input), output),
                  false),
              arguments);
      writer.flush();
      return new CommandRun(code, out.toString(), err.toString());
    }
  }
}
