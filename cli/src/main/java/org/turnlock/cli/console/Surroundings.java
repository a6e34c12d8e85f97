// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command sees of the process and of the person it runs for.
 *
 * @param variables the environment
 * @param userHome the user's home directory
 * @param turnlockHome the source tree, which the launcher names
 * @param out standard output
 * @param err standard error
 * @param display what standard output can show
 * @param secrets asks the user with a prompt, without echo; absent where there is no terminal
 * @param questions the same, with echo
 * @param data standard input and output as bytes
 * @param progress whether a person sees standard error while the command runs
 */
public record Surroundings(
    Map<String, String> variables,
    Path userHome,
    Optional<Path> turnlockHome,
    PrintWriter out,
    PrintWriter err,
    Display display,
    Optional<Function<String, char[]>> secrets,
    Optional<Function<String, String>> questions,
    Data data,
    boolean progress) {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /**
   * Standard input and output, as bytes.
   *
   * @param in standard input
   * @param out standard output, for what is not text
   */
  public record Data(InputStream in, OutputStream out) {}

  public static Surroundings ofThisProcess() {
    Console console = System.console();
    Charset charset = charset(console);
    return new Surroundings(
        System.getenv(),
        home(System.getenv("HOME")),
        Optional.ofNullable(System.getProperty("turnlock.home")).map(Path::of),
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        Display.of(System.getenv(), console != null, charset),
        Optional.ofNullable(console).map(terminal -> prompt -> terminal.readPassword("%s", prompt)),
        Optional.ofNullable(console).map(terminal -> prompt -> terminal.readLine("%s", prompt)),
        new Data(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)),
        console != null || isTerminal(STANDARD_ERROR));
  }

  /** The user's word, where it is one, before the account's: as shells have it. */
  private static Path home(String variable) {
    return variable != null && Path.of(variable).isAbsolute()
        ? Path.of(variable)
        : Path.of(System.getProperty("user.home"));
  }

  /** Linux tells; a console is there only where both others are terminals. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
  }

  private static Charset charset(Console console) {
    if (console != null) {
      return console.charset();
    }
    String name =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }
}
