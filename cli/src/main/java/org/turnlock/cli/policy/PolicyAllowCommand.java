// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.time.Instant;
import java.util.List;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Text;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock policy allow}. */
@Command(
    name = "allow",
    description = {
      "Allow a principal to do something with a key, beside what is allowed already.",
      "",
      "Example:",
      "  turnlock policy allow payments app:shop decrypt --context tenant=acme"
    })
final class PolicyAllowCommand extends PolicyOnKeyCommand {
  @Parameters(
      index = "1",
      paramLabel = "PRINCIPAL",
      description = "app:NAME, os:USER, subject:NAME, or '*' for everybody.")
  private String principal;

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "OPERATION",
      description =
          "encrypt, decrypt, sign, verify, mac, verifyMac, wrap, unwrap, derive and others, or"
              + " administration.")
  private List<String> operations = List.of();

  @Mixin private Pairs context;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = RuleTime.class,
      description = "From 2026-12-24T00:00:00Z on, or 2026-12-24.")
  private Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = RuleTime.class,
      description = "Until 2026-12-31T00:00:00Z, or 2026-12-31.")
  private Instant until;

  @Option(
      names = "--only",
      description =
          "This, and administration by whoever gives this command, instead of what was allowed"
              + " before: how a key that everybody may use gets its first policy.")
  private boolean only;

  private PolicyRule rule() {
    PolicyRule rule =
        PolicyRule.allow(principal, Operations.of(operations)).withContext(context.all());
    rule = from == null ? rule : rule.from(from);
    return until == null ? rule : rule.until(until);
  }

  @Override
  protected void check() {
    try {
      rule();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private PolicyRule administration() {
    return PolicyRule.allow(token().provider().caller().name(), PolicyOperation.administration());
  }

  @Override
  protected ExitCode run() {
    KeyPolicy before = keys().policy(alias());
    if (before.isUnrestricted() && !only) {
      throw new Failure(
          ExitCode.REFUSED,
          "key '"
              + alias()
              + "' has no policy, and everybody may do everything with it: --only allows this and"
              + " nothing else",
          null);
    }
    KeyPolicy after = only ? KeyPolicy.of(rule(), administration()) : before.allow(rule());
    keys().setPolicy(alias(), after);
    tell(after);
    if (principal.indexOf(':') < 0 && !principal.equals(PolicyRule.EVERYBODY)) {
      surroundings()
          .err()
          .println(
              Text.safe(
                  "turnlock: nobody is called '"
                      + principal
                      + "' unless a PrincipalSource says so; is app:"
                      + principal
                      + " meant, or os:"
                      + principal
                      + "?"));
    }
    return ExitCode.OK;
  }
}
