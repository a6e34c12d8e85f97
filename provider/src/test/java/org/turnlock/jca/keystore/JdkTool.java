// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the JDK's keytool and jarsigner as processes of their own, with Turnlock on their class
 * path.
 */
final class JdkTool {
  private static final int SECONDS = 300;

  /** How a tool is told of Turnlock. */
  enum Registration {
    /** The option -addprovider with the provider's name. */
    ADDED {
      @Override
      List<String> options(Path configuration) {
        return List.of("-addprovider", "Turnlock", "-providerarg", configuration.toString());
      }
    },
    /** The option -providerclass with the provider's class. */
    CLASS {
      @Override
      List<String> options(Path configuration) {
        return List.of(
            "-providerclass",
            "org.turnlock.provider.TurnlockProvider",
            "-providerarg",
            configuration.toString());
      }
    },
    /** A line in a file that stands in for the JDK's own java.security. */
    FILE {
      @Override
      List<String> options(Path configuration) throws IOException {
        int last = Security.getProviders().length + 1;
        Path security = configuration.resolveSibling("java.security");
        Files.writeString(
            security, "security.provider." + last + "=Turnlock " + configuration + "\n");
        return List.of("-J-Djava.security.properties=" + security);
      }
    };

    abstract List<String> options(Path configuration) throws IOException;
  }

  private final Path directory;
  private final Path configuration;
  private final String pin;
  private final Map<String, String> environment;

  JdkTool(Path directory, String configuration, String pin, Map<String, String> environment)
      throws IOException {
    this.directory = directory;
    this.configuration = directory.resolve("turnlock.cfg");
    this.pin = pin;
    this.environment = environment;
    Files.writeString(this.configuration, configuration);
  }

  /** What the command says, which must succeed. */
  String keytool(Registration registration, String storeType, String arguments) throws Exception {
    return run("keytool", registration, storeType, arguments.split(" "));
  }

  /** What the command says, which must succeed. */
  String jarsigner(Registration registration, String arguments) throws Exception {
    return run("jarsigner", registration, "PKCS11", arguments.split(" "));
  }

  private String run(String tool, Registration registration, String storeType, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of("-J-cp", "-J" + System.getProperty("java.class.path")));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-Duser.language=en"));
    command.addAll(registration.options(configuration));
    command.addAll(List.of("-keystore", "NONE", "-storetype", storeType, "-storepass", pin));
    if (arguments[0].equals("-importkeystore")) {
      command.replaceAll(
          option -> option.replaceAll("^-(keystore|storetype|storepass)$", "-dest$1"));
    }
    boolean option = arguments[0].startsWith("-");
    command.addAll(option && tool.equals("keytool") ? 1 : command.size(), List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path output = directory.resolve("output");
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", command, text).isZero();
    return text;
  }
}
