// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes throw-away tokens in a directory of their own and points this process at it.
 *
 * <p>SoftHSM reads {@code SOFTHSM2_CONF} when it is initialised and sees only the tokens that exist
 * then, so this must come before the module is loaded: once per JVM.
 */
public final class SoftHsmTokens {
  private static final String PIN = "123456";
  private static final String SO_PIN = "87654321";
  private static final Pattern SLOT = Pattern.compile("(?m)^Slot ");
  private static final Pattern LABEL = Pattern.compile("(?m)^\\s+Label:[ \\t]*(.*?)[ \\t]*$");
  private static final Pattern SERIAL =
      Pattern.compile("(?m)^\\s+Serial number:[ \\t]*(.*?)[ \\t]*$");

  private SoftHsmTokens() {}

  /**
   * Makes tokens; their labels are unique.
   *
   * @throws IllegalStateException if SoftHSM is not installed
   */
  public static List<SoftHsmToken> create(int count) {
    Libraries libraries = new Libraries(System.getenv());
    Path library = libraries.softHsm();
    Path util = libraries.tool("softhsm2-util");
    Path directory = TemporaryDirectories.create("turnlock-softhsm-");
    Path configuration = configure(directory);
    Map<String, String> environment = Map.of("SOFTHSM2_CONF", configuration.toString());

    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String label = "turnlock-" + UUID.randomUUID().toString().substring(0, 8);
      Command.run(
          environment,
          util,
          "--module",
          library.toString(),
          "--init-token",
          "--free",
          "--label",
          label,
          "--so-pin",
          SO_PIN,
          "--pin",
          PIN);
      labels.add(label);
    }
    ProcessEnvironment.set("SOFTHSM2_CONF", configuration.toString());
    String slots = Command.run(environment, util, "--module", library.toString(), "--show-slots");
    return labels.stream().map(label -> read(slots, label, library, configuration)).toList();
  }

  private static Path configure(Path directory) {
    try {
      Path tokens = Files.createDirectory(directory.resolve("tokens"));
      return Templates.write(
          "softhsm2.conf.template",
          directory.resolve("softhsm2.conf"),
          Map.of("TOKEN_DIRECTORY", tokens));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds a token in what {@code softhsm2-util --show-slots} prints, in slot list order. */
  static SoftHsmToken read(String slots, String label, Path library, Path configuration) {
    String[] blocks = SLOT.split(slots);
    for (int i = 1; i < blocks.length; i++) {
      if (label.equals(field(LABEL, blocks[i]))) {
        return new SoftHsmToken(
            library,
            configuration,
            label,
            field(SERIAL, blocks[i]),
            Long.parseLong(blocks[i].lines().findFirst().orElseThrow().strip()),
            i - 1,
            PIN,
            SO_PIN);
      }
    }
    throw new IllegalStateException("softhsm2-util does not list the new token:\n" + slots);
  }

  private static String field(Pattern pattern, String block) {
    Matcher matcher = pattern.matcher(block);
    return matcher.find() ? matcher.group(1) : "";
  }
}
