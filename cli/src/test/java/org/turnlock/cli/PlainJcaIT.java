// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/examples/README.md, word for word: one program that knows nothing of
 * Turnlock, on the JDK, on the software token and on SoftHSM.
 */
class PlainJcaIT {
  private static final Path EXAMPLES = Launch.SOURCE_TREE.resolve("docs/examples");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path home;

  @Test
  void theProgramRunsUnchangedInThreePlaces() throws IOException {
    List<String> blocks = shellBlocks();
    assertThat(blocks).hasSize(2);
    CommandRun run = shell(blocks.get(0));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(3 * 9);
    assertThat(run.lines().subList(0, 9)).containsExactlyElementsOf(onTheJdk());
    assertThat(run.lines().subList(9, 18)).containsExactlyElementsOf(printedInReadme(0));
    assertThat(run.lines().subList(18, 27)).containsExactlyElementsOf(printedInReadme(0));
  }

  @Test
  void aKeyPairThatKeytoolMakesInTheTokenIsUsedThere() throws IOException {
    String setUp = "export KEYSTORE_PIN=a-long-pin\n";
    String program =
        "java -Djava.security.properties=docs/examples/software.security"
            + " -cp 'cli/target/lib/*' docs/examples/PlainJca.java\n";
    CommandRun made = shell(setUp + shellBlocks().get(1));
    assertThat(made.code()).as(made.out() + made.err()).isZero();
    CommandRun run = shell(setUp + program);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().subList(6, 9)).containsExactlyElementsOf(printedInReadme(1));
  }

  @Test
  void keysThatAreThereAreFoundByTheNextRun() {
    String program =
        "KEYSTORE_PIN=a-long-pin java -Djava.security.properties=docs/examples/software.security"
            + " -cp 'cli/target/lib/*' docs/examples/PlainJca.java\n";
    shell(program);
    CommandRun second = shell(program);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.lines().subList(1, 3))
        .containsExactly(
            line("key", "plain-aes found", "Turnlock"),
            line("key", "plain-hmac found", "Turnlock"));
  }

  @Test
  void theProgramKnowsNothingOfTurnlock() throws IOException {
    String code =
        Files.readString(EXAMPLES.resolve("PlainJca.java")).replaceAll("(?s)/\\*.*?\\*/", "");
    assertThat(code.toLowerCase(Locale.ROOT)).doesNotContain("turnlock", "pkcs11", "bouncy");
  }

  /** As a shell at the top of the source tree runs it, with another home. */
  private CommandRun shell(String commands) {
    String java = System.getProperty("java.home") + "/bin";
    String path = java + ":" + System.getenv("PATH");
    return new Launch(Launch.SOURCE_TREE)
        .with("PATH", path)
        .with("HOME", home.toString())
        .with("TMPDIR", home.toString())
        .with("JAVA_TOOL_OPTIONS", "-Duser.home=" + home)
        .run("sh", "-e", "-c", commands);
  }

  private static List<String> shellBlocks() throws IOException {
    return SHELL
        .matcher(Files.readString(EXAMPLES.resolve("README.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** What the README says that is printed. */
  private static List<String> printedInReadme(int index) throws IOException {
    List<MatchResult> blocks =
        Pattern.compile("```\n(keystore|keypair) .*?```", Pattern.DOTALL)
            .matcher(Files.readString(EXAMPLES.resolve("README.md")))
            .results()
            .toList();
    return blocks.get(index).group().lines().filter(line -> !line.startsWith("```")).toList();
  }

  private static List<String> onTheJdk() {
    return List.of(
        line("keystore", "pkcs12", "SUN"),
        line("key", "plain-aes made", "SunJCE"),
        line("key", "plain-hmac made", "SunJCE"),
        line("encrypt", "AES/GCM/NoPadding", "SunJCE"),
        line("decrypt", "AES/GCM/NoPadding", "SunJCE"),
        line("mac", "HmacSHA256", "SunJCE"),
        line("keypair", "new, for this run only", "SunRsaSign"),
        line("sign", "SHA256withRSA", "SunRsaSign"),
        line("verify", "SHA256withRSA", "SunRsaSign"));
  }

  private static String line(String step, String what, String provider) {
    return String.format("%-9s %-24s by %s", step, what, provider);
  }
}
