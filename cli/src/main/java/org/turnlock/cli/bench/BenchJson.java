// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A report as programs read it. */
final class BenchJson {
  private BenchJson() {}

  /** A list of measurements: one for each case and provider. */
  static List<Map<String, Object>> measurements(List<CaseResult> results) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (CaseResult result : results) {
      result
          .measurements()
          .forEach((backend, measurement) -> list.add(fields(result, backend, measurement)));
    }
    return list;
  }

  private static Map<String, Object> fields(
      CaseResult result, String backend, Measurement measurement) {
    boolean turnlock = backend.equals(Contender.TURNLOCK);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("operation", result.subject().operation().label());
    fields.put("size", result.subject().size());
    fields.put("threads", result.threads());
    fields.put("backend", backend);
    fields.put("operationsPerSecond", measurement.rate());
    fields.put("least", measurement.least());
    fields.put("most", measurement.most());
    fields.put("medianNanos", measurement.medianNanos());
    fields.put(
        "p99Nanos",
        measurement.slowNanos().isPresent() ? measurement.slowNanos().getAsLong() : null);
    fields.put("operations", measurement.operations());
    fields.put(
        "callsPerOperation", turnlock && measurement.calls() > 0 ? measurement.calls() : null);
    fields.put("scaling", turnlock ? result.scaling() : null);
    fields.put("ratio", turnlock ? orNull(result.ratio()) : null);
    return fields;
  }

  /** A list of what was left out. */
  static List<Map<String, Object>> leftOut(List<LeftOut> all) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (LeftOut one : all) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("operation", one.subject().operation().label());
      fields.put("size", one.subject().size() == 0 ? null : one.subject().size());
      fields.put("backend", one.contender());
      fields.put("kind", one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      fields.put("reason", one.reason());
      list.add(fields);
    }
    return list;
  }

  static Object orNull(OptionalDouble number) {
    return number.isPresent() ? (Object) number.getAsDouble() : null;
  }
}
