// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.function.Function;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Parameters;

/** A command on one managed key. */
abstract class AliasCommand extends TokenCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "The key.")
  private String alias;

  final String alias() {
    return alias;
  }

  /** Tells what a change has made of the key. */
  final ExitCode changed(ManagedKeyInfo key, Function<ManagedKeyInfo, String> text) {
    say(KeyJson.of(key), Text.safe("Key '" + key.alias() + "' " + text.apply(key)));
    return ExitCode.OK;
  }
}
