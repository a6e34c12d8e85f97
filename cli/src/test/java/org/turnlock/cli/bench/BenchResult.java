// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.JsonText;

/** What {@code turnlock bench --json} printed. */
record BenchResult(Map<String, Object> fields) {
  static BenchResult of(CommandRun run) {
    return new BenchResult(JsonText.object(run.out()));
  }

  /** The measurements through one provider. */
  List<Map<String, Object>> measurements(String backend) {
    return list("measurements").filter(it -> it.get("backend").equals(backend)).toList();
  }

  /** Operations, sizes and threads of the measurements: {@code random 32 1}. */
  List<String> cases(String backend) {
    return measurements(backend).stream()
        .map(it -> it.get("operation") + " " + it.get("size") + " " + it.get("threads"))
        .toList();
  }

  /** Calls for each operation, of all measurements of that operation. */
  List<Number> calls(String operation) {
    return measurements("turnlock").stream()
        .filter(it -> it.get("operation").equals(operation))
        .map(it -> (Number) it.get("callsPerOperation"))
        .toList();
  }

  /** What was left out: {@code sunpkcs11 ed25519-sign not-offered}. */
  List<String> leftOut() {
    return list("leftOut")
        .map(it -> it.get("backend") + " " + it.get("operation") + " " + it.get("kind"))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private Stream<Map<String, Object>> list(String field) {
    return ((List<Map<String, Object>>) fields.get(field)).stream();
  }
}
