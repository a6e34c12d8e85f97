// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.console.TimeText;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.VersionState;

class KeyTableTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static ManagedKeyInfo key(String alias, KeyState state) {
    KeyVersion version =
        new KeyVersion(
            12,
            "ab",
            VersionState.CURRENT,
            false,
            KeyOrigin.GENERATED,
            NOW.minus(Duration.ofDays(400)),
            1,
            1,
            Optional.of(NOW.minus(Duration.ofHours(3))));
    return new ManagedKeyInfo(
        alias,
        new ManagedKeyKind("HmacSHA3-512", 512, ""),
        state,
        12,
        List.of(version),
        1,
        Set.of(),
        NOW,
        Optional.of(Duration.ofDays(90)),
        Optional.of(NOW.plus(Duration.ofDays(12))),
        Optional.of(NOW.plus(Duration.ofDays(30))),
        UseLimits.NONE,
        "",
        Map.of());
  }

  private static List<String> table(String... aliases) {
    StringWriter text = new StringWriter();
    List<ManagedKeyInfo> keys =
        Arrays.stream(aliases).map(alias -> key(alias, KeyState.ENABLED)).toList();
    PlainEntry plain = new PlainEntry("x".repeat(200), "RSA-4096", "private key", "", false);
    PlainEntry unseen = new PlainEntry("theirs", "AES-256", "secret key", "", true);
    new KeyTable(new PrintWriter(text, true), Display.PLAIN, NOW)
        .print(keys, List.of(plain, unseen));
    return text.toString().lines().toList();
  }

  @Test
  void everyLineFitsAndItsColumnsStandInLine() {
    List<String> lines = table("payments", "支払い鍵".repeat(20), "long-".repeat(40), "a\u001b[31m");
    assertThat(lines).allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(100));
    assertThat(lines.subList(1, 5))
        .allSatisfy(
            line ->
                assertThat(Text.width(line.substring(0, line.indexOf("HmacSHA3"))))
                    .isEqualTo(lines.get(0).indexOf("TYPE")));
    assertThat(lines.get(1)).contains("v12", "enabled", "400 days", "in 12 days", "3 h ago");
    assertThat(String.join("", lines)).doesNotContain("\u001b").contains("\\u001b");
    assertThat(lines)
        .containsSubsequence(
            "Managed, and their policies do not let you describe them:",
            "theirs  AES-256  secret key",
            "Not managed, and never rotated:");
  }

  @Test
  void aKeyThatEndsSaysWhenAndIsNotRotated() {
    StringWriter text = new StringWriter();
    new KeyTable(new PrintWriter(text, true), Display.PLAIN, NOW)
        .print(List.of(key("payments", KeyState.PENDING_DELETION)), List.of());
    assertThat(text.toString()).contains("deleted in 30 days  400 days  -  ");
  }

  @Test
  void timesAreToldInTheUnitThatFits() {
    assertThat(TimeText.relative(NOW, NOW)).isEqualTo("now");
    assertThat(TimeText.relative(NOW.plusSeconds(90 * 86_400 - 5), NOW)).isEqualTo("in 90 days");
    assertThat(TimeText.relative(NOW.minusSeconds(59), NOW)).isEqualTo("59 s ago");
    assertThat(TimeText.relative(NOW.minusSeconds(600), NOW)).isEqualTo("10 min ago");
    assertThat(TimeText.relative(NOW.minusSeconds(5L * 365 * 86_400), NOW))
        .isEqualTo("5 years ago");
    assertThat(TimeText.due(NOW.minusSeconds(1), NOW)).isEqualTo("due");
    for (String text : new String[] {"90d", "1d12h", "36h5m", "1m", "P90D"}) {
      Duration period = new KeyPeriod().convert(text);
      assertThat(new KeyPeriod().convert(TimeText.period(period))).isEqualTo(period);
    }
  }
}
