// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.policy.PolicyRule;
import org.turnlock.token.KeyUsage;
import picocli.CommandLine.Option;

/** What a new managed key may do, and what it is for: options of the commands that make one. */
final class ManagementOptions {
  @Option(
      names = "--uses",
      paramLabel = "N",
      converter = KeyAmount.class,
      description = "Rotate after so many encryptions or signatures; none for no limit.")
  private Long uses;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      converter = KeyAmount.class,
      description = "Rotate after so many bytes (500M, 2T); none for no limit.")
  private Long bytes;

  @Option(
      names = "--usage",
      paramLabel = "USE",
      split = ",",
      description = "What it may do, for example encrypt,decrypt. Without it, all of its kind.")
  private KeyUsage[] usages = {};

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private String description;

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "For programs and people to find it by; can be repeated.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--allow",
      paramLabel = "PRINCIPAL=OPERATION,...",
      converter = Allowance.class,
      description =
          "Who else may do what with it, beside whoever makes it: app:shop=encrypt,decrypt. Can be"
              + " repeated; conditions are for turnlock policy allow.")
  private PolicyRule[] allowed = {};

  /** Those that were given. */
  List<String> given() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--uses", uses != null);
    options.put("--bytes", bytes != null);
    options.put("--usage", usages.length > 0);
    options.put("--description", description != null);
    options.put("--tag", !tags.isEmpty());
    options.put("--allow", allowed.length > 0);
    return options.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  void putInto(ManagedKeySpec.Builder spec) {
    if (uses != null) {
      spec.maxUses(uses);
    }
    if (bytes != null) {
      spec.maxBytes(bytes);
    }
    if (description != null) {
      spec.description(description);
    }
    spec.usages(usages).tags(tags).allow(allowed);
  }
}
