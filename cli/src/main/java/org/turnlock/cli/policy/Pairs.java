// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** An encryption context: {@code --context}. */
final class Pairs {
  @Option(
      names = "--context",
      paramLabel = "NAME=VALUE",
      description = "A pair of the encryption context, for example tenant=acme. Can be repeated.")
  private Map<String, String> pairs = new LinkedHashMap<>();

  Map<String, String> all() {
    return pairs;
  }
}
