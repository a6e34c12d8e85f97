// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.turnlock.audit.trail.LaneReport;
import org.turnlock.audit.trail.TrailFinding;
import org.turnlock.audit.trail.TrailReport;

/** What was found of a trail, for programs. */
final class VerifiedJson {
  private VerifiedJson() {}

  static Map<String, Object> of(Path trail, TrailReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("trail", trail);
    fields.put("intact", report.isIntact());
    fields.put("keyGiven", report.keyGiven());
    fields.put("tokenAsked", report.tokenAsked());
    fields.put("records", report.records());
    fields.put("bytes", report.bytes());
    fields.put("milliseconds", report.took().toMillis());
    fields.put("lanes", report.lanes().stream().map(VerifiedJson::lane).toList());
    fields.put("findings", findings(report.allFindings()));
    fields.put("notes", report.notes());
    return fields;
  }

  private static Map<String, Object> lane(LaneReport lane) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("lane", lane.lane());
    fields.put("chain", given(lane.chain()));
    fields.put("files", lane.files());
    fields.put("records", lane.records());
    fields.put("bytes", lane.bytes());
    fields.put("firstRecord", lane.firstRecord());
    fields.put("lastRecord", lane.lastRecord());
    fields.put("key", given(lane.key()));
    fields.put("signedThrough", lane.signedThrough());
    fields.put("signedAt", given(lane.signedAt()));
    fields.put("unsigned", lane.unsigned());
    fields.put("keptThrough", lane.keptThrough());
    fields.put("closed", lane.closed());
    fields.put("notes", lane.notes());
    return fields;
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static List<Map<String, Object>> findings(List<TrailFinding> findings) {
    return findings.stream().map(VerifiedJson::finding).toList();
  }

  private static Map<String, Object> finding(TrailFinding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("file", finding.file());
    fields.put("line", finding.line());
    fields.put("lastLine", finding.lastLine());
    fields.put("text", finding.text());
    return fields;
  }
}
