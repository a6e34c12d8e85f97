// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.token.KeyUsage;
import picocli.CommandLine.Option;

/** How a new managed key is to be kept: options of the commands that make one. */
final class ManagementOptions {
  @Option(
      names = "--rotate-every",
      paramLabel = "PERIOD",
      converter = KeyPeriod.class,
      description =
          "Rotate it automatically: 90d, 36h, 1d12h; a minute at least. Without it, the"
              + " configuration's default.")
  private Duration period;

  @Option(
      names = "--by-hand",
      description = "Never rotate it automatically, whatever the configuration says.")
  private boolean byHand;

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

  /** Those that were given. */
  List<String> given() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--rotate-every", period != null);
    options.put("--by-hand", byHand);
    options.put("--uses", uses != null);
    options.put("--bytes", bytes != null);
    options.put("--usage", usages.length > 0);
    options.put("--description", description != null);
    options.put("--tag", !tags.isEmpty());
    return options.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Whether the options contradict each other. */
  boolean contradict() {
    return byHand && period != null;
  }

  /** Whether it is to be rotated automatically. */
  boolean periodical() {
    return period != null;
  }

  void putInto(ManagedKeySpec.Builder spec) {
    if (period != null) {
      spec.rotationPeriod(period);
    } else if (byHand) {
      spec.rotatedByHand();
    }
    if (uses != null) {
      spec.maxUses(uses);
    }
    if (bytes != null) {
      spec.maxBytes(bytes);
    }
    if (description != null) {
      spec.description(description);
    }
    spec.usages(usages).tags(tags);
  }
}
