// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.Key;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.keys.ManagedKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock key adopt}. */
@Command(
    name = "adopt",
    description = {
      "Take a key that is in the token already under management, as version 1. The key itself stays"
          + " as it is; what it has encrypted stays readable, and it can be rotated from now on.",
      "",
      "Example:",
      "  turnlock key adopt payments legacy-aes-2019"
    })
final class KeyAdoptCommand extends AliasCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KEY",
      description = "The key's present alias; the same as ALIAS if not given.")
  private String present;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = KeyType.Reader.class,
      description = "Of a secret key that does not say it: HmacSHA256, for example.")
  private KeyType type;

  @Mixin private RotationOptions rotation;

  @Mixin private ManagementOptions management;

  @Override
  protected void check() {
    if (rotation.fault() != null) {
      throw wrong(rotation.fault());
    }
  }

  @Override
  protected ExitCode run() throws Exception {
    String name = present == null ? alias() : present;
    Key key = keyStore().getKey(name, null);
    if (key == null) {
      throw new Failure(
          ExitCode.NOT_FOUND, "the token has no key '" + name + "'; see: turnlock key list", null);
    }
    ManagedKeySpec.Builder spec = ManagedKeySpec.builder(alias());
    rotation.putInto(spec);
    management.putInto(spec);
    if (type != null) {
      spec.algorithm(type.algorithm());
    }
    return changed(keys().adopt(key, spec.build()), KeyCreateCommand::text);
  }
}
