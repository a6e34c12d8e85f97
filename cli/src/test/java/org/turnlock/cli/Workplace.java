// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.turnlock.cli.file.OwnerOnly;

/** A directory and a token, for commands that run in this process and must succeed or fail. */
public final class Workplace {
  public final Path directory;
  public final String configuration;

  /**
   * @param configuration names a token that has a PIN source
   */
  public Workplace(Path directory, String configuration) {
    this.directory = directory;
    this.configuration = configuration;
  }

  /**
   * With a software token of its own: the example of docs/formats.md, whose PIN costs little. It
   * has one key, {@code payments}, which is not managed.
   */
  public static Workplace software(Path directory) throws IOException {
    String formats = Files.readString(Launch.SOURCE_TREE.resolve("docs/formats.md"));
    Matcher example =
        Pattern.compile("label `payments`.*?```\\s([0-9a-f\\s]+)```", Pattern.DOTALL)
            .matcher(formats);
    if (!example.find()) {
      throw new AssertionError("docs/formats.md has no example of a token");
    }
    Files.write(
        directory.resolve("token.tlk"),
        HexFormat.of().parseHex(example.group(1).replaceAll("\\s", "")));
    OwnerOnly.write(directory.resolve("pin"), "1234");
    Path configuration =
        Files.writeString(
            directory.resolve("turnlock.cfg"),
            "token = software\npath = token.tlk\npinSource = file:pin\n");
    return new Workplace(directory, configuration.toString());
  }

  public CommandRun.Runner runner() {
    return CommandRun.in(directory).with("TURNLOCK_CONFIG", configuration);
  }

  /** A command, by its words. */
  public CommandRun run(String... words) {
    return runner().run(words);
  }

  /** A command that must do well; what it printed. */
  public String done(String... words) {
    CommandRun run = run(words);
    if (run.code() != 0 || !run.err().isEmpty()) {
      throw new AssertionError(String.join(" ", words) + ": " + run);
    }
    return run.out();
  }

  /** A command that must fail so; the line that says why. */
  public String refused(int code, String... words) {
    CommandRun run = run(words);
    if (run.code() != code || run.err().lines().count() != 1) {
      throw new AssertionError(String.join(" ", words) + ": " + run);
    }
    return run.err().strip();
  }

  /** A command that must do well, with {@code --json}. */
  public Map<String, Object> json(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    return JsonText.object(done(all));
  }

  /** Bytes through a command that must do well, from standard input to standard output. */
  public byte[] through(byte[] input, String... words) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    CommandRun run = runner().reading(input).writing(output).run(words);
    if (run.code() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + run);
    }
    return output.toByteArray();
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  public String path(String name) {
    return file(name).toString();
  }

  /** openssl in the directory. */
  public void openssl(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "openssl";
    System.arraycopy(words, 0, command, 1, words.length);
    CommandRun run = new Launch(directory).run(command);
    if (run.code() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + run.err());
    }
  }

  /** Has a CA issue what NAME.csr requests: NAME.pem, with the CA's own certificate behind it. */
  public void issue(String name) throws IOException {
    openssl("genrsa", "-out", "ca.key", "2048");
    openssl("req", "-x509", "-key", "ca.key", "-subj", "/CN=ca", "-out", "ca.pem");
    String[] request = {"x509", "-req", "-in", name + ".csr", "-out", name + ".pem"};
    String[] authority = {"-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"};
    openssl(Stream.of(request, authority).flatMap(Stream::of).toArray(String[]::new));
    String chain = Files.readString(file(name + ".pem")) + Files.readString(file("ca.pem"));
    Files.writeString(file(name + ".pem"), chain);
  }
}
