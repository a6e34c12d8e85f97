// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.JsonText;
import org.turnlock.cli.Workplace;
import org.turnlock.keys.ManagedKeySpec;

/** The life of a managed key, from the command line. */
abstract class KeyLifeContract {
  /** A token, the same for all tests: each has aliases of its own. */
  abstract Workplace at();

  @Test
  void aKeyIsMadeRotatedDisabledAndEnded() throws Exception {
    Workplace at = at();
    Files.writeString(at.file("text"), "to be read later");
    at.done("key", "create", "life");
    at.done("encrypt", "--key", "life", at.path("text"));
    assertThat(at.done("key", "rotate", "life", "--expect", "1")).contains("version 2");
    assertThat(at.refused(7, "key", "rotate", "life", "--expect", "1"))
        .contains("is 2, not 1")
        .endsWith("see: turnlock key describe life");
    assertThat(at.through(new byte[0], "decrypt", "-k", "life", at.path("text.sealed"), "-o", "-"))
        .asString()
        .isEqualTo("to be read later");

    at.done("key", "floor", "life", "2");
    assertThat(at.refused(6, "decrypt", "-k", "life", at.path("text.sealed"), "-o", "-"))
        .contains("below the floor")
        .endsWith("see: turnlock key floor life VERSION");
    at.done("key", "floor", "life@1");
    at.done("key", "disable-version", "life", "1");
    assertThat(at.refused(6, "decrypt", "-k", "life", at.path("text.sealed"), "-o", "-"))
        .endsWith("see: turnlock key enable-version life 1");
    at.done("key", "enable-version", "life@1");
    at.done("key", "disable", "life");
    assertThat(at.refused(6, "encrypt", "-k", "life", at.path("text"), "-o", at.path("x")))
        .contains("is disabled")
        .endsWith("see: turnlock key enable life");
    assertThat(at.file("x")).doesNotExist();
    at.done("key", "enable", "life");

    assertThat(at.refused(1, "key", "destroy-version", "life", "1")).contains("--yes");
    at.done("key", "destroy-version", "life", "1", "--yes");
    assertThat(at.refused(6, "decrypt", "-k", "life", at.path("text.sealed"), "-o", "-"))
        .contains("version 1", "destroyed");
    assertThat(at.refused(6, "key", "destroy-version", "life", "2", "--yes")).contains("current");
    assertThat(at.done("key", "delete", "life", "--days", "7", "--yes"))
        .contains("(in 7 days)", "cancel-deletion");
    assertThat(at.refused(6, "encrypt", "-k", "life", at.path("text"), "-o", at.path("x")))
        .endsWith("see: turnlock key cancel-deletion life");
    assertThat(at.json("key", "cancel-deletion", "life")).containsEntry("state", "disabled");
  }

  @Test
  @SuppressWarnings("unchecked")
  void programsReadAllThereIsToKnow() {
    Workplace at = at();
    Map<String, Object> made =
        at.json(
            "key",
            "create",
            "facts",
            "--type",
            "EC-secp384r1",
            "--rotate-every",
            "1d12h",
            "--uses",
            "1000",
            "--bytes",
            "2K",
            "--usage",
            "sign,verify",
            "--description",
            "why",
            "--tag",
            "a=1",
            "--tag",
            "b=x=y");
    assertThat(made)
        .containsEntry("alias", "facts")
        .containsEntry("type", "EC secp384r1")
        .containsEntry("state", "enabled")
        .containsEntry("current", 1L)
        .containsEntry("usages", List.of("sign", "verify"))
        .containsEntry("rotationPeriod", "PT36H")
        .containsEntry("limits", Map.of("uses", 1000L, "bytes", 2048L))
        .containsEntry("description", "why")
        .containsEntry("tags", Map.of("a", "1", "b", "x=y"));
    List<Map<String, Object>> versions = (List<Map<String, Object>>) made.get("versions");
    assertThat(versions.get(0)).containsEntry("state", "current").containsEntry("number", 1L);

    assertThat(at.json("key", "tag", "facts", "c=3", "--remove", "a").get("tags"))
        .isEqualTo(Map.of("b", "x=y", "c", "3"));
    String odd = "\u00fc\ud83d\ude00 \u009b31m\u202e\u007f\u001b\n";
    assertThat(at.done("key", "description", "facts", odd, "--json")).isASCII();
    assertThat(at.done("key", "describe", "facts", "--json"))
        .isASCII()
        .doesNotContain("\u007f", "\u001b");
    assertThat(at.json("key", "describe", "facts")).containsEntry("description", odd);
    assertThat(at.json("key", "description", "facts", "new")).containsEntry("description", "new");
    assertThat(at.json("key", "limits", "facts", "--uses", "none").get("limits"))
        .isEqualTo(nothingBut("bytes", 2048L, "uses"));
    assertThat(at.json("key", "create", "large", "--bytes", "500G").get("limits"))
        .as("a limit of bytes leaves the one of uses as it is")
        .isEqualTo(Map.of("uses", 1L << 30, "bytes", 500L << 30));
    assertThat(at.json("key", "create", "later", "--await-import", "--by-hand"))
        .containsEntry("state", "pending-import")
        .containsEntry("current", 0L);
    assertThat(at.refused(6, "encrypt", "-k", "later", at.path("x"), "-o", at.path("y")))
        .endsWith("see: turnlock key import later FILE");
    assertThat(at.json("key", "period", "facts", "off")).containsEntry("nextRotation", null);
    assertThat(at.json("key", "describe", "facts")).containsEntry("description", "new");
    assertThat(at.done("key", "describe", "facts"))
        .contains("EC secp384r1", "b=x=y, c=3", "after 2,048 bytes", "VERSION", "CREATED")
        .doesNotContain("ORIGIN");
    assertThat(at.json("key", "rotate", "facts")).containsEntry("current", 2L);
    assertThat(at.done("key", "export-public", "facts@1"))
        .startsWith("-----BEGIN PUBLIC KEY-----")
        .isNotEqualTo(at.done("key", "export-public", "facts"));
  }

  private static Map<String, Object> nothingBut(String name, long value, String other) {
    Map<String, Object> fields = new HashMap<>();
    fields.put(name, value);
    fields.put(other, null);
    return fields;
  }

  @Test
  void aNameThatIsNotThereSuggestsOneThatIs() {
    Workplace at = at();
    at.done("key", "create", "invoices");
    assertThat(at.refused(5, "key", "describe", "invioces"))
        .isEqualTo("turnlock: there is no managed key 'invioces'; did you mean 'invoices'?");
    assertThat(at.refused(5, "key", "describe", "entirely-else"))
        .endsWith("; see: turnlock key list");
    assertThat(at.refused(7, "key", "create", "invoices")).contains("invoices");
    assertThat(at.refused(5, "key", "destroy-version", "invoices@9", "--yes"))
        .contains("no version 9", "describe invoices");
  }

  @Test
  void whatIsDueIsRotatedAndNothingIsSaidOtherwise() {
    Workplace at = at();
    at.done("key", "create", "quiet", "--rotate-every", "90d");
    assertThat(at.done("key", "rotate", "--due")).isEmpty();
    assertThat(at.json("key", "rotate", "--due"))
        .isEqualTo(Map.of("rotated", List.of(), "deleted", List.of(), "failed", Map.of()));
  }

  @Test
  void whatIsDueIsToldAndWhatCannotBeRotatedIsAFailure() throws Exception {
    Workplace at = at();
    at.done("key", "create", "now");
    try (FortyDaysAgo then = new FortyDaysAgo(at, "now")) {
      ManagedKeySpec.Builder certified =
          ManagedKeySpec.builder("certified").algorithm("EC").subject(new X500Principal("CN=c"));
      then.keys().create(certified.rotationPeriod(Duration.ofDays(1)).build());
      for (String number : List.of("1", "2")) {
        then.keys()
            .create(
                ManagedKeySpec.builder("due-" + number).rotationPeriod(Duration.ofDays(1)).build());
        then.keys().create(ManagedKeySpec.builder("over-" + number).build());
      }
      then.keys().scheduleDeletion("over-1", 30);
    }
    at.done("key", "prepare", "certified");
    at.done("key", "csr", "certified@2", "-o", at.path("certified.csr"));
    at.issue("certified");
    at.done("key", "activate", "certified@2", at.path("certified.pem"));
    at.done("key", "disable", "due-2");

    CommandRun first = at.run("key", "rotate", "--due");
    assertThat(first.lines()).containsExactly("rotated due-1: version 2", "deleted over-1");
    assertThat(first.err().lines()).hasSize(1);
    assertThat(first.err()).startsWith("turnlock: certified: ").contains("was issued by 'CN=ca'");
    assertThat(first.code()).isEqualTo(1);
    assertThat(at.refused(5, "key", "describe", "over-1")).contains("no managed key");

    at.done("key", "enable", "due-2");
    try (FortyDaysAgo then = new FortyDaysAgo(at, "now")) {
      then.keys().scheduleDeletion("over-2", 30);
    }
    CommandRun second = at.run("key", "rotate", "--due", "--json");
    assertThat(second.code()).isEqualTo(1);
    Map<String, Object> report = JsonText.object(second.out());
    assertThat(report).containsEntry("rotated", List.of("due-2"));
    assertThat(report).containsEntry("deleted", List.of("over-2"));
    assertThat(((Map<?, ?>) report.get("failed")).keySet()).hasToString("[certified]");
    at.done("key", "disable", "certified");
    assertThat(at.done("key", "rotate", "--due")).isEmpty();
  }

  @Test
  void aPersonIsAskedBeforeAKeyEnds() {
    Workplace at = at();
    at.done("key", "create", "asked");
    for (String impossible :
        new String[] {
          "delete nobody",
          "delete asked --days 3",
          "destroy-version asked@1",
          "destroy-version asked@9"
        }) {
      CommandRun run =
          at.runner()
              .asked(
                  question -> {
                    throw new AssertionError(question);
                  })
              .run(("key " + impossible).split(" "));
      assertThat(run.code()).as(impossible + ": " + run).isIn(2, 5, 6);
    }
    CommandRun no = at.runner().asked(question -> "no").run("key", "delete", "asked");
    assertThat(no.code()).isEqualTo(1);
    assertThat(no.err()).contains("nothing was done");
    assertThat(at.json("key", "describe", "asked")).containsEntry("state", "enabled");
    CommandRun yes =
        at.runner()
            .asked(question -> question.contains("'asked'") ? "yes" : "no")
            .run("key", "delete", "asked");
    assertThat(yes.code()).as(yes.err()).isZero();
    assertThat(at.refused(6, "key", "delete", "asked", "--yes"))
        .endsWith("already; see: turnlock key cancel-deletion asked");
  }
}
