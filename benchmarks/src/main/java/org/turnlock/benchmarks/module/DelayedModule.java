// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TurnlockConfiguration;

/**
 * A PKCS#11 module behind a network: a copy of delay.c's, with its configuration beside it. A
 * process can use several, each a file of its own, which is how a loader tells them apart.
 *
 * @param library what a provider is to load
 * @param counted the file where calls are counted
 */
public record DelayedModule(Path library, Path counted) {
  private static final Pattern LIBRARY = Pattern.compile("(?m)^((?:--)?\\s*library\\s*=).*$");

  /**
   * Makes one.
   *
   * @param directory where its own directory is made
   * @param real the module that calls are passed on to
   * @param micros to wait before each call
   */
  public static DelayedModule of(NativeParts parts, Path directory, Path real, long micros)
      throws IOException {
    Path home = Files.createTempDirectory(directory, "delay-");
    Path library = Files.copy(parts.delay(), home.resolve(parts.delay().getFileName()));
    Path counted = home.resolve("calls");
    Files.writeString(
        home.resolve(library.getFileName() + ".conf"),
        "module=" + real + "\nmicros=" + micros + "\ncounts=" + counted + "\n");
    return new DelayedModule(library, counted);
  }

  /** The calls so far; the module must have been loaded. */
  public CallCounts calls() throws IOException {
    return CallCounts.read(counted);
  }

  /**
   * A provider's configuration with this module for its own.
   *
   * @param configuration of Turnlock or SunPKCS11, as text after {@code --}: with a line {@code
   *     library = ...}, or of NSS by the directives for it
   */
  public String in(String configuration) {
    Matcher named = LIBRARY.matcher(configuration);
    if (named.find()) {
      return named.replaceFirst("$1 " + Matcher.quoteReplacement(library.toString()));
    }
    if (!(TurnlockConfiguration.parse(configuration).token() instanceof Pkcs11 nss)
        || !(nss.slot() instanceof SlotId slot)) {
      throw new IllegalArgumentException("neither 'library' nor NSS: " + configuration);
    }
    // Given the directives for NSS, SunPKCS11 would load NSS's own library, and by it softokn.
    String others =
        configuration
            .lines()
            .map(line -> line.startsWith("--") ? line.substring(2) : line)
            .filter(line -> !line.strip().startsWith("nss"))
            .collect(Collectors.joining("\n"));
    return "--library = "
        + library
        + "\nnssArgs = \""
        + nss.initParameters().orElseThrow().replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"\nslot = "
        + slot.id()
        + "\n"
        + others
        + "\n";
  }
}
