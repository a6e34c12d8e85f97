// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.turnlock.cli.console.Shell;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;

/**
 * The token that a demonstration runs on.
 *
 * @param configuration names it
 * @param kind what it is, for people
 * @param users true if it is the user's: what the demonstration makes in it, it removes
 * @param prefix what a shell needs before the command to use it again
 */
record DemoToken(TurnlockConfiguration configuration, String kind, boolean users, String prefix) {
  private static final String CONFIGURATION = "turnlock.cfg";

  /** A software token in the demonstration's directory. */
  static DemoToken software(DemoDirectory directory) throws IOException {
    directory.pinFile();
    Path file = directory.file(CONFIGURATION);
    Files.writeString(
        file,
        """
        # Turnlock on a software token.
        name = demo
        token = software
        path = token.tlk
        pinSource = file:pin
        """);
    return new DemoToken(parsed(file.toString()), "a software token of its own", false, "");
  }

  /** A SoftHSM token in the demonstration's directory. */
  static DemoToken softHsm(DemoDirectory directory, Path script) throws IOException {
    directory.pinFile();
    new SoftHsmScript(script).provision(directory.path());
    Path softHsm = directory.file("softhsm2.conf");
    ProcessEnvironment.set("SOFTHSM2_CONF", softHsm.toString());
    return new DemoToken(
        parsed(directory.file(CONFIGURATION).toString()),
        "a SoftHSM token of its own",
        false,
        "SOFTHSM2_CONF=" + Shell.word(softHsm) + " ");
  }

  /** The user's own token. */
  static DemoToken configured(TurnlockConfiguration configuration) {
    return new DemoToken(
        configuration.traced(), "the token of " + configuration.source(), true, "");
  }

  /** Whether there is a PKCS#11 module, calls to which are counted. */
  boolean onModule() {
    return configuration.token() instanceof TokenLocation.Pkcs11;
  }

  private static TurnlockConfiguration parsed(String file) {
    return TurnlockConfiguration.parse(file).traced();
  }
}
