// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000;

  private final StringWriter screen = new StringWriter();
  private long now;

  private ProgressBar bar(String name, OptionalLong whole) {
    return new ProgressBar(new PrintWriter(screen), name, whole, () -> now);
  }

  private String shown() {
    String text = screen.toString();
    screen.getBuffer().setLength(0);
    return text;
  }

  @Test
  void showsShareSpeedAndTimeLeftTenTimesASecondAtMost() {
    try (ProgressBar bar = bar("data", OptionalLong.of(400 * MIB))) {
      now = SECOND / 20;
      bar.add(1);
      assertThat(shown()).isEmpty();
      now = SECOND;
      bar.add(100 * MIB - 1);
      assertThat(shown()).isEqualTo("\rdata  [#####               ]  25 %  100 MiB/s  0:03 left");
      now = SECOND + SECOND / 20;
      bar.add(MIB);
      assertThat(shown()).isEmpty();
      now = 200 * SECOND;
      bar.add(99 * MIB);
      assertThat(shown()).contains(" 50 %", "1 MiB/s", "3:20 left");
      now = 400 * SECOND;
      bar.add(300 * MIB);
      assertThat(shown()).as("a file that grew").contains("[" + "#".repeat(20) + "] 100 %");
    }
    assertThat(shown()).as("the line is taken away").matches("\r +\r");
  }

  @Test
  void whereTheEndIsNotKnownItTellsHowFarItIs() {
    try (ProgressBar bar = bar("standard input", OptionalLong.empty())) {
      now = 2 * SECOND;
      bar.add(10 * MIB);
      assertThat(shown()).isEqualTo("\rstandard input  10 MiB  5 MiB/s");
    }
  }

  @Test
  void aNameNeitherSteersTheTerminalNorPushesTheBarAway() {
    try (ProgressBar bar = bar("\u001b[2J" + "x".repeat(99), OptionalLong.of(20_000 * MIB))) {
      now = SECOND;
      bar.add(2_000 * MIB);
      String line = shown();
      assertThat(line.substring(1)).doesNotContain("\u001b", "\r");
      assertThat(line).as("it would wrap").hasSizeLessThan(80);
    }
  }

  @Test
  void nothingIsShownOfWhatIsQuickOrWhereNobodyLooks() {
    bar("quick", OptionalLong.of(1)).close();
    ProgressBar.NONE.add(MIB);
    assertThat(shown()).isEmpty();
  }
}
