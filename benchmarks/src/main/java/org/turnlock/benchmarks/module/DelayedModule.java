// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
   *     library = ...}, or of NSS's slot for session keys
   */
  public String in(String configuration) {
    Matcher named = LIBRARY.matcher(configuration);
    if (named.find()) {
      return named.replaceFirst("$1 " + Matcher.quoteReplacement(library.toString()));
    }
    if (!(TurnlockConfiguration.parse(configuration).token() instanceof Pkcs11 nss)) {
      throw new IllegalArgumentException("no PKCS#11 module: " + configuration);
    }
    // What the directives for NSS stand for; with them SunPKCS11 would load NSS's library itself.
    return "--name = DelayedNSS\nlibrary = "
        + library
        + "\nnssArgs = \""
        + nss.initParameters().orElseThrow().replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"\nattributes = compatibility\n";
  }
}
