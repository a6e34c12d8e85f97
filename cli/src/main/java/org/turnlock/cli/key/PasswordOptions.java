// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.file.SecretFile;
import picocli.CommandLine.Option;

/** Where a key file's password comes from: never from the command line, which others can see. */
final class PasswordOptions {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The key file's password: the first line of this file.")
  private Path file;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "The same from an environment variable. Otherwise it is asked for.")
  private String variable;

  /** Whether standard input is the password's file. */
  boolean standardInput() {
    return file != null && Outputs.isStandard(file);
  }

  /** The password; the caller wipes it. */
  char[] read(Surroundings surroundings) {
    if (file != null) {
      return firstLine(SecretFile.read(file, surroundings));
    }
    if (variable != null) {
      String value = surroundings.variables().get(variable);
      if (value == null) {
        throw new Failure("the environment has no variable " + variable);
      }
      return value.toCharArray();
    }
    char[] answer =
        surroundings
            .secrets()
            .orElseThrow(
                () ->
                    new Failure(
                        "the key file needs a password, and there is no terminal to ask on:"
                            + " --password-file or --password-env names it"))
            .apply("Password of the key file: ");
    if (answer == null) {
      throw new Failure("no password was given");
    }
    return answer;
  }

  private static char[] firstLine(byte[] content) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content));
    try {
      int end = 0;
      while (end < text.limit() && text.get(end) != '\n' && text.get(end) != '\r') {
        end++;
      }
      return Arrays.copyOf(text.array(), end);
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }
}
