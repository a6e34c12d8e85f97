// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a source tree of little more than names, with a JDK and a Maven that only log.
 */
class LauncherTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final String BUILDING =
      "turnlock: building (once; Maven fetches what it needs)...";

  @TempDir private Path root;
  private Path tree;
  private Path jdk;
  private Path source;

  @BeforeEach
  void makeTreeAndJdk() throws IOException {
    root = root.toRealPath();
    tree = Files.createDirectory(root.resolve("a tree"));
    Files.copy(Launch.SOURCE_TREE.resolve("turnlock"), tree.resolve("turnlock"));
    file("pom.xml", "");
    for (String module : List.of("native-bridge", "provider", "cli")) {
      file(module + "/pom.xml", "");
      source = file(module + "/src/main/java/Some.java", "");
    }
    script(
        tree.resolve("mvnw"),
        "echo \"$PWD JAVA_HOME=$JAVA_HOME $*\" >>mvnw.log",
        "[ ! -e broken ] || { echo 'COMPILATION ERROR'; exit 1; }",
        "mkdir -p cli/target",
        "echo jar >cli/target/turnlock.jar");
    age(tree);
    jdk = Files.createDirectory(root.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(jdk.resolve("bin/java"), "for each in \"$@\"; do echo \"<$each>\"; done");
    script(jdk.resolve("bin/javac"), "");
  }

  private Path file(String name, String content) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void age(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
  }

  private CommandRun launch(String... arguments) {
    return launchAs(tree.resolve("turnlock"), arguments);
  }

  private CommandRun launchAs(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new Launch(root).with("JAVA_HOME", jdk.toString()).run(command.toArray(String[]::new));
  }

  private List<String> builds() throws IOException {
    Path log = tree.resolve("mvnw.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void theFirstUseBuildsAndLaterOnesDoNot() throws IOException {
    CommandRun first = launch("demo", "a file", "");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err().lines()).containsExactly(BUILDING);
    assertThat(first.lines())
        .contains("<-Dturnlock.home=" + tree + ">")
        .endsWith("<-jar>", "<" + tree + "/cli/target/turnlock.jar>", "<demo>", "<a file>", "<>");
    assertThat(builds()).hasSize(1);
    assertThat(builds().get(0))
        .startsWith(tree + " JAVA_HOME=" + jdk + " ")
        .contains("-Dmaven.test.skip=true");

    CommandRun second = launch("--version");
    assertThat(second.err()).isEmpty();
    assertThat(second.code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aNewerSourceIsBuilt() throws IOException {
    launch("--version");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch("--version").err().lines()).containsExactly(BUILDING);
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aSourceThatIsGoneIsNoticed() throws IOException {
    launch("--version");
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(60)));
    launch("--version");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aBuildByHandIsGoodEnough() throws IOException {
    file("cli/target/turnlock.jar", "jar");
    assertThat(launch("--version").err()).isEmpty();
    assertThat(builds()).isEmpty();
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws IOException {
    file("broken", "");
    CommandRun failed = launch("--version");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines())
        .containsExactly(BUILDING, "COMPILATION ERROR", "turnlock: the build failed");
    Files.delete(tree.resolve("broken"));
    assertThat(launch("--version").code()).isZero();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void itWorksThroughSymbolicLinks() throws IOException {
    Path bin = Files.createDirectory(root.resolve("bin"));
    Path absolute = Files.createSymbolicLink(bin.resolve("tl"), tree.resolve("turnlock"));
    Path relative = Files.createSymbolicLink(root.resolve("tl"), Path.of("bin", "tl"));
    for (Path link : List.of(absolute, relative)) {
      CommandRun run = launchAs(link, "--version");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.lines()).contains("<-Dturnlock.home=" + tree + ">");
    }
  }

  @Test
  void javaIsFoundOnThePath() throws IOException {
    CommandRun run =
        new Launch(root)
            .without("JAVA_HOME")
            .with("PATH", jdk.resolve("bin") + ":" + System.getenv("PATH"))
            .run(tree.resolve("turnlock").toString(), "--version");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(builds().get(0)).contains("JAVA_HOME=" + jdk + " ");
  }

  @Test
  void withoutJavaTheMessageSaysWhatToInstall() throws IOException {
    Path tools = Files.createDirectory(root.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "readlink", "sed", "find")) {
      Files.copy(Path.of("/bin", tool), tools.resolve(tool));
    }
    CommandRun run =
        new Launch(root)
            .without("JAVA_HOME")
            .with("PATH", tools.toString())
            .run(tree.resolve("turnlock").toString(), "--version");
    assertRefuses(run, "turnlock: no java found; install JDK 17 or later");
  }

  @Test
  void aJavaHomeWithoutJavaIsSaid() {
    CommandRun run =
        new Launch(root)
            .with("JAVA_HOME", root.resolve("nowhere").toString())
            .run(tree.resolve("turnlock").toString(), "--version");
    assertRefuses(run, "turnlock: JAVA_HOME is " + root.resolve("nowhere"));
  }

  @Test
  void jarsBesideTheCommandAreOnItsClassPath() throws IOException {
    for (String version : List.of("17.0.1", "25")) {
      Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
      CommandRun run =
          new Launch(root)
              .with("JAVA_HOME", jdk.toString())
              .with("TURNLOCK_CLASSPATH", "/opt/an authority.jar")
              .run(tree.resolve("turnlock").toString(), "key", "rotate");
      List<String> said = run.out().lines().toList();
      assertThat(said.subList(said.indexOf("<-cp>"), said.size()))
          .containsExactly(
              "<-cp>",
              "<" + tree.resolve("cli/target/turnlock.jar") + ":/opt/an authority.jar>",
              "<org.turnlock.cli.Main>",
              "<key>",
              "<rotate>");
      assertThat(said.contains("<--enable-native-access=ALL-UNNAMED>"))
          .isEqualTo(version.equals("25"));
      assertThat(said).doesNotContain("<-jar>");
    }
  }

  @Test
  void anOldJavaIsRefused() throws IOException {
    for (String version : List.of("11.0.20", "1.8.0_402")) {
      Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
      assertRefuses(launch("--version"), "turnlock: " + jdk + "/bin/java is version 1");
    }
    assertThat(builds()).isEmpty();
  }

  @Test
  void aJavaThatSaysNothingInAFileIsAsked() throws IOException {
    Files.delete(jdk.resolve("release"));
    script(jdk.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    assertRefuses(launch("--version"), "turnlock: " + jdk + "/bin/java is version 11 and too old");
    script(jdk.resolve("bin/java"), "echo 'openjdk version \"21.0.2\" 2024-01-16' >&2");
    assertThat(launch("--version").code()).isZero();
  }

  @Test
  void aRuntimeWithoutCompilerIsRefusedWhereItWouldHaveToBuild() throws IOException {
    Files.delete(jdk.resolve("bin/javac"));
    assertRefuses(launch("--version"), "turnlock: " + jdk + " can run Java but not compile it");
    file("cli/target/turnlock.jar", "jar");
    assertThat(launch("--version").code()).isZero();
  }

  private static void assertRefuses(CommandRun run, String message) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith(message).contains("JDK 17");
  }

  @Test
  void nothingTakesThePlaceOfAClosedStream() throws IOException {
    script(
        jdk.resolve("bin/java"),
        "for each in 0 1 2; do (: 9<&$each) && echo $each >>open; done",
        "head -c 1 2>/dev/null || echo no input >>open",
        "echo heard 2>/dev/null || echo no output >>open");
    file("cli/target/turnlock.jar", "jar");
    new Launch(root)
        .with("JAVA_HOME", jdk.toString())
        .run("sh", "-c", "'" + tree.resolve("turnlock") + "' key list <&- >&- 2>&-");
    assertThat(root.resolve("open")).hasContent("0\n1\n2\nno input\nno output");
  }

  @Test
  void whereThereIsNoLocaleArgumentsAreUtf8() throws IOException {
    script(jdk.resolve("bin/java"), "echo \"<$LC_ALL>\"");
    file("cli/target/turnlock.jar", "jar");
    String program = tree.resolve("turnlock").toString();
    Launch launch = new Launch(root).with("JAVA_HOME", jdk.toString());
    assertThat(launch.run(program).lines()).containsExactly("<C.UTF-8>");
    assertThat(launch.with("LANG", "C").run(program).lines()).containsExactly("<C.UTF-8>");
    assertThat(launch.with("LANG", "de_DE.UTF-8").run(program).lines()).containsExactly("<>");
    assertThat(launch.with("LC_ALL", "POSIX").run(program).lines()).containsExactly("<C.UTF-8>");
  }

  @Test
  void shellcheckFindsNothing() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "shellcheck is not installed");
    CommandRun run =
        new Launch(tree).run("/usr/bin/shellcheck", tree.resolve("turnlock").toString());
    assertThat(run.out()).isEmpty();
  }
}
