// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayTest {
  @Test
  void coloursAreForTerminals() {
    assertThat(Display.of(Map.of(), true, UTF_8).done()).contains("\u001b[").contains("\u2713");
    assertThat(Display.of(Map.of(), false, UTF_8).done()).isEqualTo("\u2713");
  }

  @Test
  void noColorAndDumbTerminalsAreRespected() {
    assertThat(Display.of(Map.of("NO_COLOR", "1"), true, UTF_8).colour()).isFalse();
    assertThat(Display.of(Map.of("NO_COLOR", ""), true, UTF_8).colour()).isTrue();
    assertThat(Display.of(Map.of("TERM", "dumb"), true, UTF_8).colour()).isFalse();
  }

  @Test
  void asciiIsEnough() {
    Display display = Display.of(Map.of(), false, US_ASCII);
    assertThat(US_ASCII.newEncoder().canEncode(display.done() + display.skipped())).isTrue();
    assertThat(display.done()).hasSameSizeAs(display.skipped());
    assertThat(display.microseconds()).isEqualTo("us");
    assertThat(Display.of(Map.of(), false, UTF_8).microseconds()).isEqualTo("\u00b5s");
  }
}
