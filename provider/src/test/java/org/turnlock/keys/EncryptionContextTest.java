// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Test
  void whatWasEncodedIsDecoded() {
    for (Map<String, String> context :
        List.of(
            Map.<String, String>of(),
            Map.of("a", ""),
            Map.of("purpose", "backup", "customer", "4711"),
            Map.of("\ud83d\ude00", "", "\uffee", "x"))) {
      assertThat(EncryptionContext.decode(EncryptionContext.encode(context)))
          .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(context));
    }
  }

  /** Of all bytes that differ a little, only those are a context that encode gives. */
  @Test
  void whatEncodeWouldNotGiveIsNoContext() {
    byte[] encoded = EncryptionContext.encode(Map.of("a", "1", "b", "\u00e4"));
    for (int at = 0; at < encoded.length; at++) {
      assertThat(EncryptionContext.decode(Arrays.copyOf(encoded, at)).isPresent())
          .as("cut at %d", at)
          .isEqualTo(at == 0);
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = encoded.clone();
        changed[at] ^= (byte) (1 << bit);
        EncryptionContext.decode(changed)
            .ifPresent(it -> assertThat(EncryptionContext.encode(it)).isEqualTo(changed));
      }
    }
    assertThat(EncryptionContext.decode(Arrays.copyOf(encoded, encoded.length + 1))).isEmpty();
    for (String wrong :
        List.of(
            "544c430100000000",
            "544c4301ffffffff",
            "544c4301000000010000000000000000",
            "544c430100000001000000017fffffff00000000",
            "544c430100000002000000016200000000000000016100000000",
            "544c430100000002000000016100000000000000016100000000")) {
      assertThat(EncryptionContext.decode(HexFormat.of().parseHex(wrong))).as(wrong).isEmpty();
    }
  }
}
