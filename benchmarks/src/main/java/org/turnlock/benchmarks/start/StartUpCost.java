// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.turnlock.benchmarks.backend.Settings;

/**
 * From a JVM's start to the first key: Turnlock, Turnlock with class-data sharing, and SunPKCS11, a
 * new JVM each time, by turns, on SoftHSM tokens of 10, 500 and 5,000 objects. Prints medians.
 */
public final class StartUpCost {
  static final String LABEL = "full";

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PIN = "123456";
  private static final List<String> COMPETITORS = List.of("turnlock", "turnlock-cds", "sunpkcs11");
  private static final int STEPS = 4;
  private static final int MINUTES = 10;

  private final Path directory;
  private final String library;
  private final String classPath;

  private StartUpCost(Path directory, String library) throws IOException {
    this.directory = directory;
    this.library = library;
    this.classPath = ClassPathOfJars.in(directory);
  }

  /**
   * Measures.
   *
   * @param arguments number of rounds (5), then numbers of objects (10 500 5000)
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    List<String> sizes =
        arguments.length > 1
            ? Arrays.asList(arguments).subList(1, arguments.length)
            : List.of("10", "500", "5000");
    Path directory = Files.createTempDirectory(base(), "turnlock-start");
    try {
      measure(directory, rounds, sizes);
    } finally {
      remove(directory);
    }
  }

  /** Memory where there is such a directory: SoftHSM waits for the disk with each object. */
  private static Path base() {
    return Files.isWritable(MEMORY) ? MEMORY : Path.of(Settings.required(Settings.DIRECTORY));
  }

  private static void remove(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }

  private static void measure(Path directory, int rounds, List<String> sizes)
      throws IOException, InterruptedException {
    StartUpCost cost = new StartUpCost(directory, library());
    System.out.printf(
        "milliseconds, medians of %d JVMs (Java %s)%n%-14s %8s %10s %10s %10s %10s %8s%n",
        rounds, Runtime.version(), "", "objects", "configure", "load", "getKey", "JVM", "classes");
    for (String size : sizes) {
      cost.measure(Integer.parseInt(size), rounds);
    }
  }

  private static String library() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of(Settings.required(Settings.SUNPKCS11_CONFIG)))) {
      return lines
          .filter(line -> line.startsWith("library"))
          .map(line -> line.substring(line.indexOf('=') + 1).strip())
          .findFirst()
          .orElseThrow();
    }
  }

  private void measure(int objects, int rounds) throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.resolve("objects" + objects));
    Path tokens = Files.createDirectories(home.resolve("tokens"));
    Path softHsm = home.resolve("softhsm2.conf");
    Files.writeString(softHsm, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Files.writeString(
        home.resolve("turnlock.cfg"),
        "name = Start\nlibrary = " + library + "\ntokenLabel = " + LABEL + "\n");
    Files.writeString(
        home.resolve("sunpkcs11.cfg"),
        "name = Start\nlibrary = " + library + "\nslotListIndex = 0\n");
    run(
        softHsm,
        List.of(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            LABEL,
            "--pin",
            PIN,
            "--so-pin",
            PIN));
    List<String> fill = java();
    fill.addAll(List.of(FillToken.class.getName(), library, PIN, tokens.toString(), "" + objects));
    run(softHsm, fill);
    Path archive = home.resolve("classes");
    run(softHsm, probe(home, "turnlock", objects, ClassArchive.making(archive)));

    Map<String, List<double[]>> times = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String competitor : COMPETITORS) {
        String sharing = competitor.endsWith("-cds") ? ClassArchive.using(archive) : "-Xshare:auto";
        long start = System.nanoTime();
        String line = run(softHsm, probe(home, competitor, objects, sharing));
        double whole = (System.nanoTime() - start) / 1e6;
        double[] steps =
            Arrays.stream(line.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
        times
            .computeIfAbsent(competitor, it -> new ArrayList<>())
            .add(new double[] {steps[0], steps[1], steps[2], whole, steps[STEPS - 1]});
      }
    }
    for (String competitor : COMPETITORS) {
      List<double[]> all = times.get(competitor);
      System.out.printf(
          Locale.ROOT,
          "%-14s %8d %10.1f %10.1f %10.2f %10.1f %8.0f%n",
          competitor,
          objects,
          median(all, 0),
          median(all, 1),
          median(all, 2),
          median(all, 3),
          median(all, STEPS));
    }
  }

  private static double median(List<double[]> all, int step) {
    double[] sorted = all.stream().mapToDouble(one -> one[step]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  private List<String> probe(Path home, String competitor, int objects, String... options) {
    String provider = competitor.startsWith("turnlock") ? "turnlock" : "sunpkcs11";
    List<String> command = java(options);
    command.addAll(
        List.of(
            StartUpProbe.class.getName(),
            provider,
            home.resolve(provider + ".cfg").toString(),
            PIN,
            String.valueOf(objects * 8 / 10),
            FillToken.label(0)));
    return command;
  }

  private String run(Path softHsm, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SOFTHSM2_CONF", softHsm.toString());
    Path errors = directory.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(errors) + output);
    }
    return output;
  }
}
