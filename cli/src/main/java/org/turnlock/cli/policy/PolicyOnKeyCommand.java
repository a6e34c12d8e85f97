// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;
import picocli.CommandLine.Parameters;

/** A command on the policy of one managed key. */
abstract class PolicyOnKeyCommand extends TokenCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "The key.")
  private String alias;

  final String alias() {
    return alias;
  }

  /** Prints a policy. */
  final void tell(KeyPolicy policy) {
    say(json(policy), text(policy));
  }

  private Map<String, Object> json(KeyPolicy policy) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", alias);
    fields.put("unrestricted", policy.isUnrestricted());
    fields.put("rules", policy.rules().stream().map(PolicyOnKeyCommand::json).toList());
    return fields;
  }

  private static Map<String, Object> json(PolicyRule rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("principal", rule.principal());
    fields.put("operations", rule.operations().stream().map(PolicyOperation::text).toList());
    fields.put("context", rule.context());
    fields.put("notBefore", rule.notBefore());
    fields.put("notAfter", rule.notAfter());
    return fields;
  }

  private String text(KeyPolicy policy) {
    String key = "Key '" + alias + "'";
    if (policy.isUnrestricted()) {
      return Text.safe(key + " has no policy: everybody may do everything");
    }
    if (policy.rules().isEmpty()) {
      return Text.safe(key + " allows nothing to anybody");
    }
    List<String> lines = new ArrayList<>(List.of(Text.safe(key)));
    policy.rules().forEach(rule -> lines.add("  " + Text.safe(rule.toString())));
    return String.join(System.lineSeparator(), lines);
  }
}
