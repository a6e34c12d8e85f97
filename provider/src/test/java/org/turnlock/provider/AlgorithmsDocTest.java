// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/**
 * docs/algorithms.md lists exactly the services that there are, and says of each whether SoftHSM,
 * NSS and the software token have it. {@code -Dturnlock.docs.write=true} writes the tables anew;
 * the notes in them stay.
 */
@SoftHsm
class AlgorithmsDocTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "algorithms.md");
  private static final String BEGIN = "<!-- tables: written by AlgorithmsDocTest -->\n";
  private static final String END = "<!-- end of tables -->\n";
  private static final String HEADER =
      "| Algorithm | Also known as | Needs of the token | SoftHSM | NSS | Software | Notes |\n"
          + "|---|---|---|:-:|:-:|:-:|---|\n";
  private static final int CELLS = 7;

  private static final Map<Long, String> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put(Ckf.ENCRYPT, "encrypt");
    FUNCTIONS.put(Ckf.DECRYPT, "decrypt");
    FUNCTIONS.put(Ckf.SIGN, "sign");
    FUNCTIONS.put(Ckf.GENERATE, "generate");
    FUNCTIONS.put(Ckf.GENERATE_KEY_PAIR, "generate");
  }

  private static Provider softHsm;
  private static Provider nss;
  private static Provider software;

  @BeforeAll
  static void openTheTokens(SoftHsmToken token, @TempDir Path directory) {
    softHsm = TurnlockBackends.softHsm(token).providers().get(0);
    nss = TurnlockBackends.nss().providers().get(0);
    software = TurnlockBackends.software(directory).providers().get(0);
  }

  @Test
  void theDocumentHasTheTablesOfTheServices() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    String written = document.substring(begin, end);
    String tables = tables(notesIn(written));
    if (Boolean.getBoolean("turnlock.docs.write")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + tables + document.substring(end));
      return;
    }
    assertThat(written)
        .as("docs/algorithms.md; CONTRIBUTING.md says how to write its tables anew")
        .isEqualTo(tables);
  }

  @Test
  void everyServiceOfATokenIsInTheServiceTable() {
    List<String> listed =
        ServiceTable.rows().stream().map(row -> row.type() + "." + row.algorithm()).toList();
    for (Provider provider : List.of(softHsm, nss, software)) {
      assertThat(provider.getServices())
          .isNotEmpty()
          .allSatisfy(
              service ->
                  assertThat(listed).contains(service.getType() + "." + service.getAlgorithm()));
    }
  }

  private static String tables(Map<String, String> notes) {
    Map<String, List<ServiceRow>> byType =
        ServiceTable.rows().stream()
            .collect(
                Collectors.groupingBy(ServiceRow::type, LinkedHashMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    byType.forEach(
        (type, rows) -> {
          text.append("\n## ").append(type).append("\n\n").append(HEADER);
          for (ServiceRow row : rows) {
            text.append(line(row, notes.getOrDefault(type + "." + row.algorithm(), "")));
          }
        });
    return text.append('\n').toString();
  }

  private static String line(ServiceRow row, String note) {
    StringJoiner cells = new StringJoiner(" | ", "| ", " |\n");
    cells.add('`' + row.algorithm() + '`');
    cells.add(aliases(row.aliases()));
    cells.add(need(row.need()));
    for (Provider provider : List.of(softHsm, nss, software)) {
      // JDKs before 21 have no KEM; where the token has one, it makes pairs for it on all.
      String type = row.type().equals("KEM") ? "KeyPairGenerator" : row.type();
      cells.add(provider.getService(type, row.algorithm()) != null ? "yes" : "no");
    }
    return cells.add(note).toString().replaceAll("\\| {2}(?=\\|)", "| ");
  }

  /** Object identifiers once: the JCA knows them with and without their prefix. */
  private static String aliases(List<String> aliases) {
    return aliases.stream()
        .filter(alias -> !alias.startsWith("OID."))
        .map(alias -> '`' + alias + '`')
        .collect(Collectors.joining(", "));
  }

  private static String need(Need need) {
    return need.anyOf().stream()
        .map(use -> '`' + Ckm.nameOf(use.mechanism()) + '`' + functions(use.functions()))
        .collect(Collectors.joining(" or "));
  }

  private static String functions(long bits) {
    List<String> names = new ArrayList<>();
    FUNCTIONS.forEach(
        (bit, name) -> {
          if ((bits & bit) != 0) {
            names.add(name);
          }
        });
    return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
  }

  /** What people wrote in the last column, by type and algorithm. */
  private static Map<String, String> notesIn(String tables) {
    Map<String, String> notes = new HashMap<>();
    String type = "";
    for (String line : tables.lines().toList()) {
      if (line.startsWith("## ")) {
        type = line.substring(3);
      } else if (line.startsWith("| `")) {
        String[] cells = line.substring(1).split("\\|", -1);
        assertThat(cells).as(line).hasSize(CELLS + 1);
        notes.put(type + "." + cells[0].strip().replace("`", ""), cells[CELLS - 1].strip());
      }
    }
    return notes;
  }
}
