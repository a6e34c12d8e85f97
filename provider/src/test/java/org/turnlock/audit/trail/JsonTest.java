// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.turnlock.audit.JsonLine;
import org.turnlock.contract.support.Seed;

/** What is written is read back as it was, and nothing else is read. */
class JsonTest {
  @Test
  void allTextsComeBack() {
    Seed seed = Seed.announce("Json");
    for (int i = 0; i < 2_000; i++) {
      Random random = seed.forCase("text", i);
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j > 0; j--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      String line = new JsonLine().begin().field("text", text.toString()).end().toString();
      assertThat(line).as("%s, case %d", seed, i).doesNotContainPattern("\\p{Cntrl}");
      assertThat(Json.object(line))
          .as("%s, case %d", seed, i)
          .containsEntry("text", text.toString());
    }
  }

  @Test
  void objectsNumbersAndTruthComeBack() {
    String line =
        new JsonLine()
            .begin()
            .field("a", Long.MAX_VALUE / 10)
            .field("b", true)
            .open("c")
            .field("d", -1L)
            .close()
            .optional("e", Map.of("f", "g"))
            .end()
            .toString();
    assertThat(Json.object(line))
        .containsEntry("a", Long.MAX_VALUE / 10)
        .containsEntry("b", true)
        .containsEntry("c", Map.of("d", -1L))
        .containsEntry("e", Map.of("f", "g"));
    assertThat(Json.object("{}")).isEmpty();
  }

  @Test
  void timesAreAsTheJdkWritesThem() {
    Seed seed = Seed.announce("JsonTimes");
    Random random = seed.forCase("times", 0);
    JsonLine line = new JsonLine();
    Instant time = Instant.parse("2026-11-28T22:59:59.9Z");
    for (int i = 0; i < 2_000; i++) {
      int unit = List.of(1, 1_000, 1_000_000, 1_000_000_000).get(random.nextInt(4));
      time =
          random.nextInt(10) == 0
              ? Instant.ofEpochSecond(random.nextLong() % Instant.MAX.getEpochSecond())
              : time.plusSeconds(random.nextInt(3) - 1);
      int nanos = random.nextInt(1_000_000_000);
      time = time.with(ChronoField.NANO_OF_SECOND, nanos - nanos % unit);
      assertThat(line.begin().field("t", time).end().toString())
          .as("%s, case %d", seed, i)
          .isEqualTo("{\"t\":\"" + time + "\"}");
    }
  }

  @Test
  void whatIsRepeatedIsOfTheObjectThatItIsAskedFor() {
    JsonLine line = new JsonLine();
    for (String of : List.of("one", "one", "two", "one", "two", "two")) {
      line.begin().field("a", 1).repeated(7, of, (it, to) -> to.open("b").field("c", it).close());
      assertThat(line.field("d", 2).end().toString())
          .isEqualTo("{\"a\":1,\"b\":{\"c\":\"" + of + "\"},\"d\":2}");
    }
  }

  @Test
  void everythingElseIsRefused() {
    SoftAssertions softly = new SoftAssertions();
    for (String text :
        new String[] {
          "",
          "{",
          "}",
          "[]",
          "null",
          "{} ",
          " {}",
          "{\"a\":1}x",
          "{\"a\":1,}",
          "{,}",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\": 1}",
          "{\"a\":01}",
          "{\"a\":1.5}",
          "{\"a\":1e3}",
          "{\"a\":-}",
          "{\"a\":9999999999999999999}",
          "{\"a\":null}",
          "{\"a\":[1]}",
          "{\"a\":tru}",
          "{a:1}",
          "{\"a\":\"\n\"}",
          "{\"a\":\"\\n\"}",
          "{\"a\":\"\\u12g4\"}",
          "{\"a\":\"\\u12",
          "{\"a\":\"",
          "{\"a\":1,\"a\":2}",
          "{\"a\":" + "{\"a\":".repeat(20) + "1" + "}".repeat(21)
        }) {
      softly
          .assertThatThrownBy(() -> Json.object(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    softly.assertAll();
    assertThatThrownBy(() -> Json.object("{\"a\":1.5}")).hasMessageContaining("at character 7");
  }
}
