// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.turnlock.cli.console.TimeText;
import org.turnlock.cli.token.AuditText;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.provider.ModuleReport;

/**
 * What is measured, where and when.
 *
 * @param token the token's own words
 * @param configuration of the token
 * @param module of the token; empty for a software token
 * @param throwAway whether it is a token for this measurement only
 * @param notCompared why SunPKCS11 is not measured; empty where it is
 * @param plan what is measured
 * @param begun when
 * @param load of the machine then; negative where that is not known
 */
record BenchSetting(
    String token,
    TurnlockConfiguration configuration,
    Optional<ModuleReport> module,
    boolean throwAway,
    String notCompared,
    Plan plan,
    Instant begun,
    double load) {
  private static final double BUSY = 0.5;

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String java() {
    return System.getProperty("java.version");
  }

  private static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Token " + token + (throwAway ? ", made for this measurement only" : ""));
    module.ifPresent(it -> lines.add(library(it)));
    lines.add(
        "Java "
            + java()
            + ", "
            + processors()
            + (processors() == 1 ? " processor, " : " processors, ")
            + system()
            + ", "
            + TimeText.minute(begun)
            + " UTC, "
            + TimeText.length(Duration.ofNanos(plan.nanos())));
    if (!notCompared.isEmpty()) {
      lines.add("Not compared with SunPKCS11: " + notCompared);
    }
    return lines;
  }

  private static String library(ModuleReport module) {
    return module.library()
        + ": "
        + String.join(" ", module.manufacturer(), module.description()).strip()
        + " "
        + module.libraryVersion()
        + ", PKCS#11 "
        + module.functionsVersion();
  }

  /** What to beware of. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    AuditText.of(configuration.audit())
        .ifPresent(
            text ->
                warnings.add(
                    "audit is on ("
                        + text
                        + "): its cost is in Turnlock's numbers, and what is measured leaves"
                        + " records there"
                        + limit()));
    if (load > BUSY * processors()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "this machine does other work (load %.1f on %d processors): op/s are of what that"
                  + " leaves; medians and ratios suffer less",
              load,
              processors()));
    }
    int most = plan.threads().get(plan.threads().size() - 1);
    int sessions = configuration.pool().size();
    if (configuration.token() instanceof TokenLocation.Pkcs11 && most > sessions) {
      warnings.add(
          "poolSize is " + sessions + ": of " + most + " threads no more work at the same time");
    }
    return warnings;
  }

  private String limit() {
    return plan.most() == Long.MAX_VALUE
        ? ""
        : "; to keep them few, an operation is done at most " + plan.most() + " times in a row";
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("token", token);
    fields.put("throwAway", throwAway);
    fields.put("library", module.map(ModuleReport::library));
    fields.put("libraryVersion", module.map(ModuleReport::libraryVersion));
    fields.put("functionsVersion", module.map(ModuleReport::functionsVersion));
    fields.put("java", java());
    fields.put("system", system());
    fields.put("processors", processors());
    fields.put("load", load < 0 ? null : load);
    fields.put("begun", begun);
    fields.put("seconds", plan.nanos() / 1e9);
    fields.put("threads", plan.threads());
    fields.put("audit", AuditText.of(configuration.audit()));
    fields.put("notCompared", notCompared.isEmpty() ? null : notCompared);
    return fields;
  }
}
