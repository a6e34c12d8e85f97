// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code turnlock policy test}. */
@Command(
    name = "test",
    description = {
      "Say whether a principal could do something with a key now, and why. Nothing is done. The"
          + " exit code is 0 if it could, 6 if not.",
      "",
      "Example:",
      "  turnlock policy test payments app:shop decrypt --context tenant=acme"
    })
final class PolicyTestCommand extends PolicyOnKeyCommand {
  @Parameters(index = "1", paramLabel = "PRINCIPAL", description = "app:NAME, for example.")
  private String principal;

  @Parameters(
      index = "2",
      paramLabel = "OPERATION",
      description = "One operation: encrypt, rotate, ...")
  private String operation;

  @Mixin private Pairs context;

  @Override
  protected void check() {
    try {
      Operations.of(operation);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  @Override
  protected ExitCode run() {
    PolicyOperation asked = Operations.of(operation);
    PolicyDecision decision = keys().mayUse(alias(), principal, asked, context.all());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", alias());
    fields.put("principal", principal);
    fields.put("operation", asked.text());
    fields.put("context", context.all());
    fields.put("allowed", decision.allowed());
    fields.put("reason", decision.reason());
    say(
        fields,
        Text.safe(
            "'"
                + principal
                + (decision.allowed() ? "' may " : "' may not ")
                + asked.onKey(alias())
                + ": "
                + decision.reason()));
    return decision.allowed() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
