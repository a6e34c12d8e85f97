// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.turnlock.benchmarks.suite.CompetitorsHere;
import org.turnlock.benchmarks.suite.ConsoleProgress;
import org.turnlock.benchmarks.suite.Environment;
import org.turnlock.benchmarks.suite.EnvironmentHere;
import org.turnlock.benchmarks.suite.Progress;
import org.turnlock.benchmarks.suite.Results;
import org.turnlock.benchmarks.suite.ResultsFile;
import org.turnlock.benchmarks.suite.Suite;
import org.turnlock.benchmarks.suite.SuiteRun;
import org.turnlock.benchmarks.suite.Suites;

/**
 * Measures a suite, keeps its results and writes the report; or only writes it. For {@code
 * benchmarks/run.sh quick|full [ROUNDS]} and {@code benchmarks/run.sh render FILE}.
 */
public final class Main {
  /** The top directory of the sources, which the page and the results are in. */
  static final String HOME = "benchmark.home";

  /** Whether somebody looks at a terminal. */
  static final String TERMINAL = "benchmark.terminal";

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Path home;

  private Main(Path home) {
    this.home = home;
  }

  /** Ends with 1 if something could not be measured, with 2 if the words mean nothing. */
  public static void main(String[] words) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    Main main = new Main(Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize());
    System.exit(main.run(List.of(words)));
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    if (words.size() == 2 && words.get(0).equals("render")) {
      Path file = Path.of(words.get(1)).toAbsolutePath();
      render(ResultsFile.read(file), file);
      return 0;
    }
    if (words.isEmpty()
        || words.size() > 2
        || !words.get(0).matches("quick|full")
        || words.size() == 2 && !words.get(1).matches("[1-9][0-9]?")) {
      System.err.println("usage: benchmarks/run.sh quick|full [ROUNDS] | render FILE");
      return USAGE;
    }
    return measure(words);
  }

  private int measure(List<String> words) throws IOException, InterruptedException {
    Suite suite = Suites.named(words.get(0), new CompetitorsHere());
    if (words.size() == 2) {
      suite = suite.withRounds(Integer.parseInt(words.get(1)));
    }
    Environment environment = EnvironmentHere.now("benchmarks/run.sh " + String.join(" ", words));
    Path file =
        home.resolve("benchmarks/results")
            .resolve(environment.date().substring(0, 10) + "-" + suite.name() + ".json");
    System.err.printf(
        "about %d min; results so far are in %s, from which 'benchmarks/run.sh render'"
            + " writes the report of a run that is ended early%n",
        suite.estimate().plusSeconds(30).toMinutes(), file);
    Results results;
    try (Progress progress =
        new ConsoleProgress(System.err, suite.forks(), Boolean.getBoolean(TERMINAL))) {
      results =
          new SuiteRun(suite, environment, progress).run(soFar -> ResultsFile.write(soFar, file));
    }
    render(results, file);
    results
        .failures()
        .forEach(it -> System.err.println(it.backend() + ", " + it.what() + ": " + it.reason()));
    return results.failures().isEmpty() ? 0 : FAILED;
  }

  private void render(Results results, Path file) throws IOException {
    Path page = home.resolve("docs/performance.md");
    String source =
        file.startsWith(home) ? home.relativize(file).toString() : file.getFileName().toString();
    new Report(results, page, source).write();
    System.err.println(
        "written: " + page + ", its pictures in " + page.resolveSibling("performance"));
  }
}
