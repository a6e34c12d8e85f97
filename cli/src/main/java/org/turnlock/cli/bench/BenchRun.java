// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.console.Surroundings;

/** A measurement as its user follows it: on a page that grows, or at the end as JSON. */
final class BenchRun implements BenchListener {
  private final Surroundings surroundings;
  private final boolean json;
  private final BenchSetting setting;
  private final BenchReport report = new BenchReport();
  private final BenchPage page;
  private final BenchTable table;
  private final Progress progress;

  BenchRun(Surroundings surroundings, boolean json, BenchSetting setting) {
    this.surroundings = surroundings;
    this.json = json;
    this.setting = setting;
    this.page = new BenchPage(surroundings.out(), surroundings.display());
    this.progress = new Progress(surroundings.progress() ? surroundings.err() : null);
    this.table =
        new BenchTable(
            setting.module().isPresent(),
            setting.notCompared().isEmpty(),
            setting.plan().threads().size() > 1,
            surroundings.display().unicode());
  }

  void begin() {
    if (!json) {
      page.begin(setting, table);
    }
  }

  @Override
  public void measuring(Subject subject, long secondsLeft) {
    progress.show(subject, secondsLeft);
  }

  @Override
  public void measured(CaseResult result) {
    report.add(result);
    if (!json) {
      progress.clear();
      page.print(table.row(result));
    }
  }

  @Override
  public void leftOut(LeftOut what) {
    report.add(what);
  }

  /**
   * Says what there is still to say.
   *
   * @param roundTrip how long a call takes, in nanoseconds
   * @param wanted whether the user has said what to measure
   */
  ExitCode end(OptionalDouble roundTrip, boolean wanted) {
    progress.clear();
    if (report.results().isEmpty()) {
      LeftOut first = report.leftOut().get(0);
      throw new Failure("nothing could be measured: " + first.subject() + ": " + first.reason());
    }
    List<String> sentences =
        new Conclusions(
                report.results(),
                roundTrip,
                BenchSetting.processors(),
                !json && surroundings.display().unicode())
            .sentences();
    if (json) {
      printJson(roundTrip, sentences);
    } else {
      page.leftOut(report.leftOut());
      page.conclusions(sentences);
    }
    return report.wrong()
        ? ExitCode.FAILED
        : report.incomplete(wanted) ? ExitCode.INCOMPLETE : ExitCode.OK;
  }

  private void printJson(OptionalDouble roundTrip, List<String> sentences) {
    Map<String, Object> fields = setting.json();
    fields.put("callNanos", BenchJson.orNull(roundTrip));
    fields.put("measurements", BenchJson.measurements(report.results()));
    fields.put("leftOut", BenchJson.leftOut(report.leftOut()));
    fields.put("conclusions", sentences);
    Json.print(surroundings.out(), fields);
    if (surroundings.out().checkError()) {
      throw new OutputClosed();
    }
  }
}
