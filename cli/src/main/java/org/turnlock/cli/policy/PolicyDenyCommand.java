// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.util.List;
import java.util.Set;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock policy deny}. */
@Command(
    name = "deny",
    description = {
      "Take away what a principal was allowed, by all rules that name it. What everybody may do it"
          + " may still do.",
      "",
      "Example:",
      "  turnlock policy deny payments app:shop encrypt"
    })
final class PolicyDenyCommand extends PolicyOnKeyCommand {
  @Parameters(
      index = "1",
      paramLabel = "PRINCIPAL",
      description = "As the policy names it, or '*' for what everybody may do.")
  private String principal;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "OPERATION",
      description = "What it may no longer do; all if nothing is said.")
  private List<String> operations = List.of();

  @Option(
      names = "--for-ever",
      description = "Even if nobody can change the policy after that, ever.")
  private boolean forEver;

  @Override
  protected void check() {
    try {
      Operations.of(operations);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  @Override
  protected ExitCode run() {
    Set<PolicyOperation> denied = Operations.of(operations);
    KeyPolicy before = keys().policy(alias());
    KeyPolicy after = before.deny(principal, denied.toArray(new PolicyOperation[0]));
    if (after.equals(before)) {
      surroundings()
          .err()
          .println(
              Text.safe(
                  "turnlock: nothing has changed: no rule that names '"
                      + principal
                      + "' allows "
                      + (denied.isEmpty() ? "anything" : "that")));
    } else if (forEver) {
      keys().setUnchangeablePolicy(alias(), after);
    } else {
      keys().setPolicy(alias(), after);
    }
    tell(after);
    if (!principal.equals(PolicyRule.EVERYBODY) && isStillAllowed(after, denied)) {
      surroundings()
          .err()
          .println(
              Text.safe(
                  "turnlock: '" + principal + "' still may what everybody may (principal *)"));
    }
    return ExitCode.OK;
  }

  private static boolean isStillAllowed(KeyPolicy policy, Set<PolicyOperation> denied) {
    return policy.rules().stream()
        .filter(rule -> rule.principal().equals(PolicyRule.EVERYBODY))
        .flatMap(rule -> rule.operations().stream())
        .anyMatch(operation -> denied.isEmpty() || denied.contains(operation));
  }
}
