// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.JsonText;
import org.turnlock.cli.Workplace;
import org.turnlock.softhsm.MemoryDirectory;

/** The trail that commands themselves have written, read and checked by others. */
class AuditCommandsTest {
  private static Workplace place;

  @TempDir private Path directory;

  @BeforeAll
  static void write(@TempDir(factory = MemoryDirectory.class) Path home) throws IOException {
    place = Workplace.software(home);
    Files.writeString(
        Path.of(place.configuration),
        "application = shop\nauditTrail = trail\nauditDurability = os\n",
        StandardOpenOption.APPEND);
    Files.writeString(place.file("text"), "to be sealed");
    place.done("key", "create", "orders");
    encrypt("orders", "tenant=acme");
    place.done("key", "rotate", "orders");
    encrypt("orders", "tenant=evil");
    Path other = home.resolve("other.cfg");
    Files.writeString(
        other, Files.readString(Path.of(place.configuration)).replace("= shop", "= other"));
    new Workplace(home, other.toString())
        .refused(6, "encrypt", "-k", "orders", place.path("text"), "-o", place.path("x"));
    disabled();
  }

  /** Every file command, with keys that nobody may use. */
  private static void disabled() {
    String text = place.path("text");
    place.done("key", "create", "off");
    place.done("encrypt", "-k", "off", text, "-o", place.path("off"));
    place.done("key", "create", "off-ec", "--type", "EC-secp256r1");
    place.done("sign", "-k", "off-ec", text, "-o", place.path("sig"));
    place.done("key", "disable", "off");
    place.done("key", "disable", "off-ec");
    place.refused(6, "encrypt", "-k", "off", text, "-o", place.path("x"));
    place.refused(6, "decrypt", "-k", "off", place.path("off"), "-o", place.path("x"));
    place.refused(6, "reencrypt", "-k", "off", place.path("off"));
    place.refused(6, "sign", "-k", "off-ec", text, "-o", place.path("x"));
    place.refused(6, "verify", "-k", "off-ec", text, "-s", place.path("sig"));
  }

  private static void encrypt(String alias, String context) {
    place.done(
        "encrypt",
        "-k",
        alias,
        place.path("text"),
        "-o",
        place.path("out"),
        "--force",
        "--context",
        context);
  }

  private static Path file(Path trail) {
    return trail.resolve("lane-1").resolve("000001.jsonl");
  }

  /** A trail that somebody has changed. */
  private String changed(List<String> lines) throws IOException {
    Files.createDirectories(directory.resolve("lane-1"));
    Files.writeString(file(directory), String.join("\n", lines) + "\n");
    return directory.toString();
  }

  private static List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file(place.file("trail"))));
  }

  private static int lineOf(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError("no " + text + " in " + lines);
  }

  private static String records(String... words) {
    return new String(place.through(new byte[0], words), StandardCharsets.UTF_8);
  }

  @Test
  void aTrailIsVerifiedWithoutItsTokenAndSaysWhatThatIsWorth() {
    // Neither configuration nor token.
    CommandRun run =
        CommandRun.in(directory).run("audit", "verify", "--trail", place.path("trail"));
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("lane-1", "Intact", " kB in ", "Trust on first use", "--token does so");
  }

  @Test
  void theTokenKnowsTheKeyAndTheEndAndIsNotWrittenAbout() throws IOException {
    List<String> before = lines();
    assertThat(place.done("audit", "verify", "--token"))
        .contains("Intact", "TOKEN")
        .doesNotContain("Trust on first use", "not compared");
    Map<String, Object> report = place.json("audit", "verify", "--token");
    assertThat(report)
        .containsEntry("intact", true)
        .containsEntry("keyGiven", true)
        .containsEntry("tokenAsked", true)
        .containsEntry("records", (long) before.size());
    assertThat(lines()).isEqualTo(before);
    // Cut so that what is left is whole, and ends as if it had been closed there.
    List<String> cut = before.subList(0, lineOf(before, "RotateKey"));
    String trail = changed(cut);
    assertThat(place.run("audit", "verify", "--trail", trail).code()).isZero();
    CommandRun run = place.run("audit", "verify", "--trail", trail, "--token");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains("Not authentic", file(directory) + ":" + cut.size() + ": ");
  }

  @Test
  void aChangedLineIsNamed() throws IOException {
    List<String> lines = lines();
    int at = lineOf(lines, "acme");
    lines.set(at, lines.get(at).replace("acme", "evil"));
    String trail = changed(lines);
    CommandRun run = place.run("audit", "verify", "--trail", trail);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains("Not authentic", file(directory) + ":" + (at + 1) + ": ");
    CommandRun json = place.run("audit", "verify", "--trail", trail, "--json");
    assertThat(json.code()).isEqualTo(4);
    assertThat((List<?>) JsonText.object(json.out()).get("findings"))
        .first()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("kind", "changed")
        .containsEntry("line", at + 1L);
  }

  @Test
  void headsByAnotherKeyAreFoundOut() throws IOException {
    String line =
        records("audit", "search", "--event", "Trail", "--json")
            .lines()
            .filter(it -> it.contains("publicKey"))
            .findFirst()
            .orElseThrow();
    Path own = directory.resolve("own");
    Files.writeString(own, line.replaceAll(".*\"publicKey\":\"([^\"]*)\".*", "$1") + "\n");
    assertThat(place.done("audit", "verify", "--key", own.toString()))
        .contains("Intact")
        .doesNotContain("Trust on first use");
    place.done("key", "create", "other", "--type", "EC-secp256r1");
    Path other = directory.resolve("other.pem");
    place.done("key", "export-public", "other", "--out", other.toString());
    assertThat(place.run("audit", "verify", "--key", other.toString()).code()).isEqualTo(4);
    assertThat(place.refused(1, "audit", "verify", "--key", place.path("text")))
        .contains("no public key");
  }

  @Test
  void recordsAreFoundByWhatTheySay() throws IOException {
    List<String> lines = lines();
    assertThat(
            records("audit", "search", "--event", "encrypt", "--context", "tenant=acme", "--json"))
        .isEqualTo(lines.get(lineOf(lines, "acme")) + "\n");
    assertThat(place.done("audit", "search", "--alias", "orders@2", "--event", "use"))
        .contains("Encrypt", "orders@2", "app:shop", "success")
        .doesNotContain("orders@1");
    assertThat(place.done("audit", "search", "--alias", "orders", "--outcome", "refused"))
        .contains("refused", "app:other", "no rule of its policy allows it")
        .doesNotContain("app:shop");
    assertThat(records("audit", "search", "--limit", "2", "--json").lines())
        .containsExactlyElementsOf(lines.subList(0, 2));
    assertThat(place.done("audit", "search", "--since", "1d", "--principal", "app:shop"))
        .contains("CreateKey");
    assertThat(place.done("audit", "search", "--until", "2020-01-01")).contains("No such record");
    assertThat(place.done("audit", "search", "--principal", "app:sho")).contains("No such record");
    for (String wrong : List.of("--event=Encipher", "--outcome=x", "--since=1", "--limit=0")) {
      assertThat(place.run("audit", "search", wrong).code()).as(wrong).isEqualTo(2);
    }
  }

  @Test
  void eachRefusedFileCommandIsInTheTrail() {
    assertThat(refusals("off")).as("encrypt, decrypt, reencrypt").isEqualTo(3);
    assertThat(refusals("off-ec")).as("sign, verify").isEqualTo(2);
  }

  private static long refusals(String alias) {
    return records("audit", "search", "--alias", alias, "--event", "ChooseKey", "--json")
        .lines()
        .filter(line -> line.contains("\"refused\""))
        .count();
  }

  @Test
  void usesAreCounted() {
    List<Map<String, Object>> groups = groups("--alias", "orders");
    assertThat(groups.get(0))
        .containsEntry("alias", "orders")
        .containsEntry("version", 0L)
        .containsEntry("succeeded", 0L)
        .containsEntry("refused", 1L);
    assertThat(groups.get(1))
        .containsEntry("version", 1L)
        .containsEntry("succeeded", 1L)
        .containsEntry("refused", 0L);
    assertThat(groups.get(2)).containsEntry("version", 2L);
    assertThat(groups("--by", "event", "--event", "RotateKey"))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("event", "RotateKey")
        .containsEntry("succeeded", 1L);
    assertThat(place.done("audit", "stats", "--by", "principal")).contains("app:shop");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> groups(String... words) {
    String[] all =
        Stream.of(List.of("audit", "stats"), List.of(words))
            .flatMap(List::stream)
            .toArray(String[]::new);
    return (List<Map<String, Object>>) place.json(all).get("groups");
  }

  @Test
  @Timeout(60)
  void theTailGoesOnUntilNobodyReadsIt() throws Exception {
    assertThat(place.done("audit", "tail", "--lines", "1").lines()).hasSize(2);
    CompletableFuture<CommandRun> tail =
        CompletableFuture.supplyAsync(
            () -> place.runner().runCutAfter(0, "audit", "tail", "-f", "-n", "0"));
    while (!tail.isDone()) {
      place.done("key", "list");
    }
    assertThat(tail.get().code()).isEqualTo(1);
  }

  @Test
  void noTextOfATrailSteersTheTerminal() throws IOException {
    List<String> lines = lines();
    int at = lineOf(lines, "acme");
    lines.set(at, lines.get(at).replace("\"orders\"", "\"or\u202e\u009b2J\\u001b[2Jders\""));
    lines.add("no \u001b[2J record");
    String trail = changed(lines);
    for (String command : List.of("verify", "search", "tail", "stats")) {
      CommandRun run = place.run("audit", command, "--trail", trail);
      assertThat(run.out() + run.err()).as(command).doesNotContain("\u202e", "\u009b", "\u001b");
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    CommandRun run =
        place.runner().writing(json).run("audit", "search", "--trail", trail, "--json");
    assertThat(run.err()).contains("lines that are no records: 1");
    String line = json.toString(StandardCharsets.UTF_8).lines().toList().get(at);
    assertThat(line).contains("or\\u202e\\u009b2J");
    assertThat(JsonText.object(line).get("key"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("alias", "or\u202e\u009b2J\u001b[2Jders");
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    for (String command : List.of("verify", "search", "tail", "stats")) {
      assertThat(place.refused(1, "audit", command, "--trail", place.path("nowhere")))
          .contains(place.path("nowhere") + ": there is no audit trail");
      assertThat(place.refused(1, "audit", command, "--trail", directory.toString()))
          .contains("there is no lane-1");
    }
    assertThat(CommandRun.in(directory).run("audit", "tail").err()).contains("--trail DIR");
    Files.createDirectories(file(directory));
    CommandRun verified = place.run("audit", "verify", "--trail", directory.toString());
    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out()).contains(file(directory) + ": this is no file", "1 finding;");
    for (String command : List.of("search", "tail", "stats")) {
      assertThat(place.run("audit", command, "--trail", directory.toString()).err())
          .as(command)
          .contains(file(directory) + ": this is no file");
    }
  }
}
