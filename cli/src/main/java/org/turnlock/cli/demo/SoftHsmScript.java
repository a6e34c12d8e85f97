// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.cli.console.Failure;

/**
 * {@code softhsm-config/provision.sh}: makes SoftHSM tokens.
 *
 * @param file the script
 */
record SoftHsmScript(Path file) {
  /**
   * Makes a token, its configuration files beside it; installs SoftHSM first where it is absent.
   */
  void provision(Path directory) throws IOException {
    List<String> arguments = List.of("--dir", directory.toString(), "--label", "turnlock-demo");
    List<String> asItIs = new ArrayList<>(arguments);
    asItIs.add("--no-install");
    if (run(asItIs).status() == 0) {
      return;
    }
    Tool.Outcome second = run(arguments);
    if (second.status() != 0) {
      throw new Failure("SoftHSM cannot be used: " + second.output().strip());
    }
  }

  private Tool.Outcome run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", file.toString()));
    command.addAll(arguments);
    return Tool.run(command);
  }
}
