// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptionContextTest {
  private static String hex(String... pairs) {
    Map<String, String> context = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      context.put(pairs[i], pairs[i + 1]);
    }
    return HexFormat.of().formatHex(EncryptionContext.encode(context));
  }

  /** The vector of docs/formats.md. */
  @Test
  void theEncodingIsTheDocumentedOne() {
    assertThat(hex("purpose", "backup", "customer", "4711"))
        .isEqualTo(
            "544c43010000000200000008637573746f6d65720000000434373131"
                + "00000007707572706f7365000000066261636b7570");
  }

  @Test
  void theOrderDoesNotMatterAndEverythingElseDoes() {
    assertThat(hex("a", "1", "b", "2")).isEqualTo(hex("b", "2", "a", "1"));
    assertThat(hex("a", "1")).isNotEqualTo(hex("A", "1")).isNotEqualTo(hex("a1", ""));
    assertThat(hex("a", "1b", "c", "")).isNotEqualTo(hex("a", "1", "bc", ""));
    // By bytes, where UTF-16 has another order.
    assertThat(hex("\ud83d\ude00", "", "\uffee", "")).startsWith("544c43010000000200000003efbfae");
    assertThat(hex()).isEmpty();
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> hex("", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hex("a", "\ud83d")).isInstanceOf(IllegalArgumentException.class);
  }
}
